"""Given names that are mostly a man's or mostly a woman's, in the news of several countries."""

MEN = frozenset("""
    aaron abbas abdul abdullah abdulrahman abe adam adel adrian ahmed akbar akram alain alan albert alec alejandro
    aleksandar aleksandr alessandro alexander alexei alfred ali alistair allan allen alvin amir amos anders andre
    andrei andrew andy angus anthony antoine anton antonin antonio ari arnold arthur arturo ashraf asif avi aziz
    barack barry bart bashar ben benjamin bernard bernardo bernie bert bilal bill binali bob bobby boris brad bram
    brandon brendan brent bret brett brian bruce bruno bryan burt byron caleb calvin carl carlo carlos carlton
    cedric charles charlie chester chris christian christopher chuck clarence claude claus clayton clifford clint
    clive cody cole colin colm connor conor cory craig curtis cyril cyrus damian damien dan daniel danny darragh
    darren darryl daryl dave david davis dean denis dennis denzel derek desmond devin diarmuid diego dirk dmitry
    dominic donald doug douglas duncan dustin dwight dylan eamon ed eddie edgar eduardo edward edwin eirik eli
    elijah elliot elliott elmer elon elvis emil emile emmanuel enda enrique eric erik ernest ernesto ethan eugene
    evan everard evo ezra fabio faisal farid felix fergus fernando finian floyd francis francisco franco francois
    frank frank-walter franz fred frederick fyodor gabriel garrett gary gavin gene geoff geoffrey george gerald
    gerard gerardo gerry gideon gilbert giles giovanni giuseppe glen glenn gordon graham greg gregor gregory guido
    guillermo gunnar gunther gus hamid hans harold harris harry harvey hassan hector heiko henri henry herbert
    hideki hiroshi homer horst howard howie hubert hugh hugo humphrey hussein ian ibrahim ignacio igor imran isaac
    ismail ivan ivo jack jacob jacques jake jakob jamal james janos jared jaroslaw jason javier jean-claude jean-luc
    jean-marc jeff jeffrey jens jeremiah jeremy jerome jerry jim jimmie jimmy joachim joao joaquin jochen joe joel
    johan johannes john johnny jon jonah jonathan jorge jose josef joseph josh joshua joss juan juergen julian
    jurgen justin kamal karim karl keith kelvin ken kenneth kenny kent kevin khalid kieran kirk klaus kofi
    konstantin kurt kwame kyle larry lars laurence laurent lawrence lech lee len leo leon leonard lester lewis liam
    lionel lloyd lorenzo louis luc luca lucas luis lukas luke luther maciej mads magnus mahmoud malcolm manuel marc
    marcel marcelo marco marcus mariano mario mark marlon martin martti marvin massimo matt matteo matthew matthias
    maurice mauricio max maxime maximilian mehdi mehmet melvin mevlut micah michael micheal mick mickey miguel mike
    mikhail milos miroslav mitch mitchell mitt mohamad mohamed mohammad mohammed mohsen moses moshe muhammad murray
    mustafa naftali narendra nasser nathan neal ned neil nelson nicholas nick nicolas nigel nikolai nils noah noel
    norman olaf ole oleg oleksandr oliver olivier omar orlando oscar oswald otto owen pablo paddy pascal patrick
    paul pavel pedro percy perry pete peter petr petro phil philip philippe pierre piers preston qasem quentin
    rafael rahul raj rajiv ralf ralph ramon ramzan randall randy raul ray raymond recep reggie reince reinhard rex
    reynold ricardo richard richie rick rishi ritchie rob robert roberto roderick rodney rodolfo rodrigo roger
    roland romeo ron ronald rory ross roy ruben rudolf rudy rupert russell ryan saad saddam sajid salman salvador
    salvatore samir samuel sandeep santiago scott sean sebastian sergei sergey sergio seth shane shaun shawn shigeru
    shinzo sid sidney silvio simon solomon spencer stan stanley stefan stefano stephen steve steven stewart stuart
    sunil sven sylvester takeshi tariq tayyip ted teddy terrence terry theo theodore thierry thomas thorsten tibor
    tim timmy timothy tobias toby todd tom tomas tomasz tommy tony travis trent trevor tristan tyler ulrich umar uwe
    vaclav valentin valery vernon vic victor viktor vincent vitaly vladimir vladislav volker wallace wally walt
    walter warren warwick wayne wes wesley wilbur wilfred will willem william willie wilson winston wolfgang woody
    xavi xavier yannick yasser yoshihide yuri yusuf zac zach zachary zack zaid zbigniew zoran
""".split())
WOMEN = frozenset("""
    abbie abigail ada addison adele adriana adrienne agnes agnieszka aileen aimee aisha alana alba aleksandra
    alessandra alexa alexandra alexandria alice alicia alina alisa alison alma alyssa amanda amber amelia ami amina
    amira amy ana anastasia anastasija andrea angela angelina angie anika anita anja anjali ann anna annabel
    annastacia anne anneliese annette annie annika antoinette antonia april ariana arianna arlene arlette ashley
    astrid athena audrey augusta ava ayesha azadeh barbara barbra beata beatrice becky belinda bella benazir
    bernadette bernice bertha bessie beth bethany betsy betty beverly beyonce bianca birgit blanca bonnie brenda
    brenna brianna bridget bridie brigitte britney brittany brooke caitlin caitlyn camilla camille candace candice
    carey carla carly carmel carmen carol caroline carolyn carrie caryn cassandra cate catherine cathleen cathy
    catriona cecile cecilia celeste celia chantal charlene charlotte chelsea cherie cheryl chloe chrissy christa
    christie christina christine cindy claire clara clare claudia clementine colette colleen connie constance cora
    corinne cressida cynthia dagmar daisy dalia dana danielle daphne darlene darya deanna debbie deborah debra dee
    deirdre delia denise diana diane dianne dina dolores donna doris dorothea dorothy edie edith edna effie eileen
    elaina elaine eleanor elena elise eliza elizabeth ella ellen ellie eloise elsa elsie elvira emilia emily emma
    emmanuelle enid erica erika erin erna estelle esther etta eugenia eunice eva evangeline eve evelyn farah fatima
    fay faye federica felicia felicity fern fiona florence folake fran frances francesca frederica freya frida
    frieda gabrielle gail gayle geena gemma geneva genevieve georgia georgina geraldine gerda gertrude gigi gillian
    gina ginger gisele gladys glenda gloria glynis golda grace greta gretchen gwen hala hana hanna hannah harriet
    hattie hayley heather heidi helen helena helene helga henrietta hermione hilary hilda hillary holly ida iman
    imogen ines inga ingeborg ingrid irene irina irma isabel isabella isabelle isla ivana ivanka jacinda jacqueline
    jada jana jane janelle janet janice janine jasmine jayne jeanette jeanne jelena jen jenna jennifer jenny jeri
    jess jessica jill joan joann joanna joanne jocelyn jodi jodie jolie josephine josie joy joyce judith judy julia
    juliana julianne julie julie-anne juliet justine kaitlyn kamala kara karen karin karina karla kat kate katharine
    katherine kathie kathleen kathryn kathy katie katrina katy kay kayla keira kelly kellyanne kiera kim kimberly
    kirsten kirstie kirsty kristen kristi kristin kristina kyra lacey lana lara larissa latifa laura laurel lauren
    lauryn lea leah leanne leigh-anne leila lena lenora leona leonora lesley leslie leticia lexi lidia lillian lily
    linda lisa lisbeth livia liz liza lois lola lora loretta lorna lorraine lottie louise lourdes lucia lucille
    lucinda lucy ludmila luisa lydia lynda lyndsey lynette lynn lynne mabel madeleine madeline mae maeve magda
    magdalena maggie mairead malala mallory mandy marcia margaret margarethe margarita margot marguerite maria
    mariah mariam marian mariana marianne maribel marie marilyn marina marine marion marissa marjorie marlene marta
    martha martina mary mathilde matilda maude maureen mavis maxine maya meera megan meghan melania melinda melissa
    meredith meryl mia michelle mildred millie mimi minnie mira miranda miriam miroslava mitzi moira molly mona
    monica monique muriel myra myriam myrtle nadia nadine nadya nan nana nancy nanette naomi natalia natalie natalya
    natascha natasha nell nellie nicky nicola nicole nigella nikki nila nina noelle noor nora noreen norma octavia
    odette oksana olga olivia ophelia oprah paige paloma pam pamela patricia patsy patti patty paula paulette
    pauline peggy penny petra petronella phoebe phyllis pia pippa polly portia priscilla priti priya rachael rachel
    ramona raquel reba rebecca regina renata renee rhea rhoda rhona rhonda rihanna rita roberta robyn rochelle romy
    rosa rosalind rosalyn rosanna rosario rosemarie rosemary rosie roxanne ruby ruth sabina sabine sabrina sadie
    safia sally salma samantha sandra saoirse sara sarah scarlett selena selma serena shakira shami shanna shannon
    shari sharon sharyn shauna sheila shelley sherri sherry sheryl shirin shirley sian sienna sigrid silvia simone
    sinead sofia sonia sonja sonya sophia sophie stacey stacy stefanie stella stephanie sue suki susan susanna
    susanne susie suzanne svetlana sylvia tamara tamsin tania tanya tara tasha tatiana tatyana teresa tess tessa
    thelma theodora theresa tiffany tina toni tonya tori tracey tracy tricia trish trudy ulrike una ursula uta
    valentina valeria valerie vanessa velma vera veronica vicky victoria viola virginia vivian viviane wanda wendy
    wilhelmina wilma winifred winona xenia yadira yasmin yasmine yelena yolanda yulia yvette yvonne zadie zara zelda
    zoe zoey zuzana
""".split())
