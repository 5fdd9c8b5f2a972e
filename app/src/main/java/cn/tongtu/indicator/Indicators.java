package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Formula;
import cn.tongtu.engine.formula.FormulaError;
import cn.tongtu.engine.formula.MeasureType;
import cn.tongtu.engine.formula.Names;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.ledger.Measure;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Nearest;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The indicators declared in the packs (指标目录), each read, named and type-checked before anything
 * runs.
 */
@Component
public class Indicators implements Names {
  private static final Pattern ID = Pattern.compile("[A-Z][A-Za-z0-9]*([._][A-Za-z0-9_]+)*");
  private static final int MOST_DECIMALS = 6;

  private final Measures measures;
  private final Map<String, Formula> formulas = new LinkedHashMap<>();
  private final Map<String, Indicator> indicators = new LinkedHashMap<>();

  public Indicators(Packs packs, Measures measures) {
    this.measures = measures;
    var entries = new LinkedHashMap<String, PackNode>();
    packs.read(
        "indicators",
        "indicators",
        (id, entry) -> {
          read(id, entry, entries.get(id));
          entries.put(id, entry);
        });
    Packs.gather(
        entries.entrySet().stream().map(entry -> () -> check(entry.getKey(), entry.getValue())));
  }

  private void read(String id, PackNode entry, @Nullable PackNode before) {
    entry.only("label", "english", "definition", "formula", "unit", "decimals", "parts");
    if (!ID.matcher(id).matches()) {
      throw entry.problem("指标编号须以大写字母开头：" + id, "an indicator's id begins with a capital: " + id);
    }
    if (before != null) {
      throw entry.problem("指标重复：" + id + "，已在 " + before.place() + " 声明", "declared twice: " + id);
    }
    var text = entry.get("formula");
    try {
      formulas.put(id, Formula.read(text.text()));
    } catch (FormulaError error) {
      throw at(text, error);
    }
  }

  private void check(String id, PackNode entry) {
    var formula = formulas.get(id);
    if (formula == null) {
      return;
    }
    var unit =
        Unit.find(entry.text("unit"))
            .orElseThrow(() ->
                entry
                    .get("unit")
                    .problem(
                        "不认识的计量单位：" + entry.text("unit"), "unknown unit: " + entry.text("unit")));
    try {
      var type = formula.check(this);
      if (!type.dimension().equals(unit.dimension())) {
        throw entry
            .get("unit")
            .problem(
                "公式得出的量纲是 %s，不能以“%s”为单位".formatted(type.dimension(), unit),
                "the formula yields %s, which is not printed in %s"
                    .formatted(type.dimension(), unit));
      }
      var decimals = entry.whole("decimals", 0);
      if (decimals < 0 || decimals > MOST_DECIMALS) {
        throw entry.get("decimals").problem("小数位数为 0 到 6", "0 to 6 decimals");
      }
      var indicator =
          new Indicator(
              id,
              entry.text("label"),
              entry.text("english"),
              entry.text("definition"),
              formula,
              type,
              unit,
              decimals,
              entry.find("parts").map(PackNode::text));
      indicator
          .parts()
          .ifPresent(dimension -> checkParts(indicator, dimension, entry.get("parts")));
      indicators.put(id, indicator);
    } catch (FormulaError error) {
      throw at(entry.get("formula"), error);
    }
  }

  private void checkParts(Indicator indicator, String dimension, PackNode place) {
    indicator
        .formula()
        .measures(this)
        .filter(measure -> !measures.get(measure).dimensions().contains(dimension))
        .findFirst()
        .ifPresent(measure -> {
          throw place.problem(
              "计量项 " + measure + " 没有维度 " + dimension + "，不能分项",
              measure + " has no dimension " + dimension);
        });
  }

  private static RuntimeException at(PackNode place, FormulaError error) {
    return place.problem(
        "公式第 " + error.column() + " 列：" + error.getMessage(), "(column " + error.column() + ")");
  }

  @Override
  public Optional<MeasureType> measure(String id) {
    return measures.find(id).map(Measure::type);
  }

  @Override
  public Optional<Formula> indicator(String id) {
    return Optional.ofNullable(formulas.get(id));
  }

  @Override
  public Optional<String> nearest(String unknown) {
    return Nearest.to(unknown, formulas.keySet()).or(() -> measures.nearest(unknown));
  }

  @Override
  public Optional<String> nearest(String unknown, Collection<String> known) {
    return Nearest.to(unknown, known);
  }

  public Optional<Indicator> find(String id) {
    return Optional.ofNullable(indicators.get(id));
  }

  /**
   * @throws IllegalArgumentException when no pack declares it
   */
  public Indicator get(String id) {
    return find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("没有指标 " + id + " no such indicator: " + id));
  }

  public Collection<Indicator> list() {
    return Collections.unmodifiableCollection(indicators.values());
  }
}
