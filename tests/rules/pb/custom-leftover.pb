META
key;value
unit;Shili
num_projects;4
num_votes;5
budget;100
vote_type;approval
rule;greedy-custom
max_sum_cost;100
comment;#1: The leftover_budget entry indicates how leftover budget is spent. #2: selected=2 marks plans funded with money outside the regular budget.
leftover_budget;Fund additional projects that fit within leftover budget ordered by score
PROJECTS
project_id;cost;votes;name;category;selected
36454;60;5;A;Groen;1
36474;50;4;B;Groen;0
36468;30;3;C;Jeugd;1
36497;20;2;D;Jeugd;2
VOTES
voter_id;vote
16081528127;36454,36474,36468,36497
17886132238;36454,36474,36468,36497
19620626736;36454,36474,36468
11268707661;36454,36474
14135940968;36454
