using Memori.Text;

namespace Memori.Text2Sql.DataSources.Diagnosis;

/// <summary>The steps of one test as they are taken.</summary>
internal sealed class StepList
{
    private readonly List<ConnectionStep> _done = [];
    private string _name = "target";

    public IReadOnlyList<ConnectionStep> Done => _done;

    /// <summary>The step that is taken now: what fails, fails in it.</summary>
    public void Begin(string name) => _name = name;

    public void Ok(LocalizedText message) => _done.Add(new ConnectionStep(_name, StepOutcome.Ok, message));

    public void Warn(LocalizedText message, LocalizedText advice) => _done.Add(new ConnectionStep(_name, StepOutcome.Warning, message, advice));

    public void Fail(LocalizedText message, LocalizedText? advice) => _done.Add(new ConnectionStep(_name, StepOutcome.Failed, message, advice));

    public void Schema(int tables)
    {
        if (tables == 0)
        {
            Warn(
                new LocalizedText("There is no table that may be read.", "没有可读取的表。"),
                new LocalizedText("Grant USAGE on the schema and SELECT on the tables that may be asked, or name another database.", "请授予模式的 USAGE 权限和相应表的 SELECT 权限,或指定其他数据库。"));
            return;
        }

        Ok(new LocalizedText($"{tables} tables and views can be read.", $"可读取 {tables} 个表和视图。"));
    }
}
