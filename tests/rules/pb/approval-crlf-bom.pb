META
key;value
description;District PB in Shili, Hedong
country;China
unit;Shili
district;Hedong
subunit;Hedong | large
instance;2025
num_projects;4
num_votes;6
budget;106165.64
vote_type;approval
rule;greedy
date_begin;14.06.2025
date_end;2025
min_length;1
max_sum_cost;106165.64
comment;"#1: ""neighbourhood"" 0 is the entire district; #2: a cost of 1 was free.
#3: a second line"
acknowledgments;Data of nobody, https://example.org/a;b
PROJECTS
project_id;cost;votes;name;category;beneficiaries;selected;latitude;longitude
427;60000.0;4;"Park ""Chun""; etap II – zieleń";culture,sport;children,families with children;1;52.230525518815675;21.0
915;40000.0;3;"Razem" i my - kosze;None;None;1;;
2567;10000.5;3;Oświetlenie ( bezpiecznie, tanio);;;0;-1.5;
16-A;6165;2;Ławki;sport;adults;1;;
VOTES
voter_id;vote;age;sex;voting_method;district
17-37;427,915;33;F;internet;Hexi, Hedong
17-109;915,427,2567;;;paper;
4a09651;"427, 16-A";0;M;-;"Ob; Las"
05c4086;2567;41;F;internet;-
x;915;12;;internet;
y;427,2567,16-A;12;K;internet;
