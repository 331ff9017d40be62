"""Given names that are mostly a man's or mostly a woman's, in the news of several countries."""

MEN = frozenset("""
    aaron abdul adam adrian ahmed alan albert alejandro alexander alexei alfred ali andre andrei andrew andy
    anthony antonio arthur barack bashar ben benjamin bernard bernie bill binali bob boris brad bram brian bruce
    carl carlo carlos charles charlie christian christopher colin colm craig cyril dan daniel danny darragh dave
    david dean dennis derek dmitry donald douglas ed eddie edward eirik emmanuel enda eric ethan evan everard
    felix fernando francis francois frank fred gary geoff george gerald gerard gerry gideon giovanni gordon graham
    greg gregory hans harry hassan henry herbert howard hugh ian igor imran ivan jack jacob jacques jake james
    jason javier jeff jeffrey jeremy jerry jim jimmy joe joel john johnny jon jonathan jose joseph joshua juan
    julian justin karl keith ken kenneth kevin khalid kwame larry lee len leo leon leonard lewis liam lionel louis
    luis luke mahmoud marc marco marcus mario mark martin matt matthew matthias maurice max mevlut michael micheal
    miguel mike mikhail mohamed mohammad mohammed muhammad narendra nathan neil nicholas nick nicolas nigel oliver
    omar oscar owen patrick paul pedro peter phil philip pierre piers ralph ray recep rex richard rick rob robert
    roberto rodrigo roger ron ronald roy rupert russell ryan samuel scott sean sergei sergey shane shinzo simon
    stefan stephen steve steven stuart sunil ted terry thomas tim timothy toby tom tomas tony victor vincent
    viktor vladimir walter warren wayne will william xavier yusuf zachary
""".split())
WOMEN = frozenset("""
    abigail adele adriana agnes aisha alexandra alice alison amanda amber amelia amy ana andrea angela angelina
    anita ann anna anne annie april arlene ashley audrey barbara beatrice bernadette beth betsy betty beverly
    bonnie brenda bridget carol caroline carolyn catherine cathleen cathy charlotte cheryl christina christine
    claire clara claudia cynthia daisy dana deborah debbie dee denise diana diane donna doris dorothy edith eileen
    elaine eleanor elena elizabeth ella ellen emily emma erin esther eva eve evelyn fatima fiona florence folake
    frances gabrielle gail gemma georgia gillian gina gloria grace gwen hana hannah harriet heather helen hillary
    holly imogen ingrid irene isabel ivanka jacqueline jane janet janice jennifer jenny jessica jill joan joanna
    joanne josephine joy joyce judith judy julia julie karen kate katherine kathleen kathryn katie kelly kim
    kirsten kimberly laura lauren leah leila lena leslie linda lisa liz lois louise lucy lynn mabel madeleine
    madeline malala margaret maria marie marine marion marissa martha mary maureen megan melania melissa meryl
    michelle miriam moira molly monica nadia nancy naomi natalia natalie natasha nicola nicole nina noor nora
    olivia pamela patricia paula pauline penny petra priti rachel rebecca renee rita roberta rosa rosemary ruth
    sally samantha sandra sara sarah shannon sharon sheila sherry shirley sonia sophia sophie stella stephanie sue
    susan suzanne sylvia tania tanya teresa theresa tina tracy una ursula valerie vanessa vera veronica victoria
    virginia vivian wendy yvette yvonne zoe
""".split())
