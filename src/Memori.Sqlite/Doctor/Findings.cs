using Memori.Text;

namespace Memori.Sqlite.Doctor;

/// <summary>Collects what is wrong, by code.</summary>
internal sealed class Findings
{
    private const int MostExamples = 5;

    private static readonly Dictionary<string, (LocalizedText Text, bool Repairable)> Known = new(StringComparer.Ordinal)
    {
        ["unreadable"] = (new("The state file can't be read. Restore a backup.", "无法读取状态文件,请恢复备份。"), false),
        ["damaged"] = (new("The state file is damaged. Restore a backup.", "状态文件已损坏,请恢复备份。"), false),
        ["index-damaged"] = (new("An index of the state file is damaged; the data are whole.", "状态文件的索引已损坏,数据完好。"), true),
        ["broken-reference"] = (new("Rows refer to rows that are not there.", "存在指向缺失行的引用。"), false),
        ["unfinished-move"] = (new("A move into this state was cut short: it is not whole. Run memori migrate-store again.", "向该状态的迁移被中断,内容不完整。请再次运行 memori migrate-store。"), false),
        ["newer-schema"] = (new("A newer version of Memori has worked on this state. Use that version.", "该状态已被更新版本的 Memori 使用过,请使用该版本。"), false),
        ["migrations-pending"] = (new("The tables are of an older version. They are brought up to date when the server starts.", "数据表为旧版本,服务器启动时会自动更新。"), true),
        ["invalid-memory"] = (new("Memories hold values that can't be read.", "部分记忆包含无法读取的值。"), false),
        ["wrong-content-key"] = (new("The content key of memories does not match their content: equal ones would not merge.", "部分记忆的内容键与内容不符,相同内容无法合并。"), true),
        ["wrong-token-count"] = (new("The token count of memories does not match their content.", "部分记忆的词元数与内容不符。"), true),
        ["alias-mismatch"] = (new("Merged ids and the table that finds them disagree.", "合并编号与其查找表不一致。"), true),
        ["version-ahead"] = (new("Memories are newer than their owner's version: indexes would miss changes.", "部分记忆的版本高于其所有者的版本,索引可能遗漏更改。"), true),
        ["invalid-job"] = (new("Jobs hold values that can't be read.", "部分任务包含无法读取的值。"), false),
        ["stuck-job"] = (new("Jobs were begun and never ended, more than a day ago. A running server takes them up again.", "部分任务一天前已开始但未结束,服务器运行时会重新执行。"), true),
        ["stale-block"] = (new("Blocks that were put into conversations quote memories that are not there.", "已注入对话的记忆块引用了不存在的记忆。"), true),
        ["log-large"] = (new("The write-ahead log is larger than 64 MB: it was not emptied for long.", "预写日志超过 64 MB,长时间未清空。"), true),
        ["disk-low"] = (new("There is less free disk than a backup or a rewrite of the state needs.", "磁盘剩余空间不足以备份或重写状态。"), false),
        ["readable-by-others"] = (new("Others than its owner may read what is kept.", "除所有者外,其他用户也可读取状态文件。"), true),
        ["restore-leftovers"] = (new("A restore was cut short; its files are left beside the state, which is whole.", "上次恢复被中断,状态旁留有其临时文件,状态本身完好。"), true),
    };

    private readonly Dictionary<string, (long Count, List<string> Examples)> _found = new(StringComparer.Ordinal);

    public bool Has(string code) => _found.ContainsKey(code);

    public void Add(string code, string? example = null)
    {
        var (count, examples) = _found.GetValueOrDefault(code, (0, []));
        if (example is not null && examples.Count < MostExamples)
        {
            examples.Add(example);
        }

        _found[code] = (count + 1, examples);
    }

    public IReadOnlyList<StateFinding> ToList() =>
    [
        .. Known.Where(known => _found.ContainsKey(known.Key)).Select(known =>
            new StateFinding(known.Key, known.Value.Text, _found[known.Key].Count, known.Value.Repairable, _found[known.Key].Examples)),
    ];
}
