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
A-01;60;5;A;Groen;1
A-02;50;4;B;Groen;0
A-03;30;3;C;Jeugd;1
A-04;20;2;D;Jeugd;2
VOTES
voter_id;vote
v1;A-01,A-02,A-03,A-04
v2;A-01,A-02,A-03,A-04
v3;A-01,A-02,A-03
v4;A-01,A-02
v5;A-01
