META
key;value
unit;Shili
num_projects;4
num_votes;4
budget;100
vote_type;approval
rule;greedy-custom
comment;#1: The leftover_budget entry indicates how leftover budget is spent. #2: selected=2 marks plans funded partially.
leftover_budget;Partially fund one additional project with highest score
PROJECTS
project_id;cost;votes;name;selected
1;60;4;A;1
2;500;3;B;2
3;40;2;C;0
4;40;1;D;0
VOTES
voter_id;vote
1;1,2,3,4
2;1,2,3
3;1,2
4;1
