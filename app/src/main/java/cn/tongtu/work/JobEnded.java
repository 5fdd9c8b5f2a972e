package cn.tongtu.work;

import cn.tongtu.shared.Label;

/**
 * Some long work has ended (任务结束). Published in the transaction that ends it, so that whoever tells
 * its person writes that down together with it.
 *
 * @param href the job's page
 */
public record JobEnded(
    long id, long person, Label name, Job.State state, Label told, String href) {}
