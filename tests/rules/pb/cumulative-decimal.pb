META
key;value
unit;Shili
instance;D5
num_projects;3
num_votes;4
budget;60000
vote_type;cumulative
rule;unknown
min_length;1
max_length;5
max_sum_points;10
experimental;1
PROJECTS
project_id;cost;votes;score;name;category;district
1;5000;3;5.25;Planting;Nature;Nord
2;10000;3;4.5;Footpath;Nature;Süd
3;5000;2;3;Festival;Culture;Ost
VOTES
voter_id;vote;points;topic_preference_transport;topic_preference_culture;format_easiness
QGVT6BFJ;1,2,3;1.25,2,2;24;43;Neither easy nor difficult
YK3TDKDG;1,2;0,2.5;60;10;Somewhat easy
GBXNVPT3;1;4;30;20;Extremely difficult
Q3XX1WEM;2,3;0,1;48;21;
