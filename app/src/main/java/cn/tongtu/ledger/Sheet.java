package cn.tongtu.ledger;

import java.math.BigDecimal;
import java.util.List;

/** Some of a cell's postings (账页), with the count and the sum of all of them. */
public record Sheet(List<Posting> postings, long count, BigDecimal sum) {}
