package cn.tongtu.portfolio;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Projects are found by name, code and alias (项目检索). */
@Component
class ProjectSearch implements Findable {
  private static final String KIND = "project";

  private final Projects projects;

  ProjectSearch(Projects projects) {
    this.projects = projects;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Stream<Entry> entries() {
    return projects.list().stream().map(project -> entry(project, projects.aliases(project.id())));
  }

  static Entry entry(Project project, List<String> aliases) {
    return Entry.of(KIND, project.id(), project.name(), "/projects/" + project.code())
        .words(Stream.concat(Stream.of(project.code()), aliases.stream()).toList())
        .detail(project.mode());
  }
}
