# The programme of bench/peers/redmine.sh: 15 issues, each with 6 subissues and 12 notes.
author = User.current = User.find(1)
Setting.login_required = '0'
# Mail is sent by threads that would hold the database against this one.
Setting.notified_events = []
programme = Project.create!(name: '示例县2026年民生实事', identifier: 'minsheng', is_public: true)
programme.enabled_module_names = %w[issue_tracking]
programme.trackers = [Tracker.first]
issue = lambda do |subject, parent|
  Issue.create!(project: programme, tracker: Tracker.first, author: author, status: IssueStatus.first,
                priority: IssuePriority.first, subject: subject, parent_issue_id: parent,
                description: '新建改扩建农村道路三十公里，方便沿线群众出行。', due_date: Date.new(2026, 11, 30))
end
projects = (1..15).map { |i| issue.call("第#{i}件 乡镇卫生院能力提升", nil) }
projects.each do |project|
  (1..6).each { |m| issue.call("节点#{m}：完成主体施工", project.id) }
  (1..12).each do |n|
    Journal.create!(journalized: project, user: author,
                    notes: "第#{n}次调度：进度正常，累计完成投资#{n * 40}万元。")
  end
end
