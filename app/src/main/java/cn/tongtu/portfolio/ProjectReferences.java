package cn.tongtu.portfolio;

import cn.tongtu.register.Referable;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Projects, as registers refer to them (项目引用). */
@Component
class ProjectReferences implements Referable {
  private final Projects projects;

  ProjectReferences(Projects projects) {
    this.projects = projects;
  }

  @Override
  public String kind() {
    return "project";
  }

  @Override
  public Optional<Referred> find(String code) {
    return projects.name(code).map(name -> referred(new Projects.Called(code, name)));
  }

  @Override
  public List<Referred> named(String name) {
    return projects.called(name).stream().map(ProjectReferences::referred).toList();
  }

  @Override
  public List<Referred> search(String part, int most) {
    return projects.containing(part, most).stream().map(ProjectReferences::referred).toList();
  }

  private static Referred referred(Projects.Called project) {
    return new Referred(project.code(), project.name(), "/projects/" + project.code());
  }
}
