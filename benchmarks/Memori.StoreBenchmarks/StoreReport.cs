using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Memori.StoreBenchmarks;

/// <summary>The results as Markdown: each figure, and PostgreSQL's over the embedded store's.</summary>
internal sealed class StoreReport(IReadOnlyList<MeasuredStore> stores, int owners, int memories)
{
    private readonly StringBuilder _text = new();

    public string Of(Dictionary<MeasuredStore, Writes> writes, Dictionary<MeasuredStore, Growth> growth, Dictionary<MeasuredStore, Recalls> recalls, Dictionary<MeasuredStore, Chats> chats)
    {
        Line($"# PostgreSQL beside the embedded store");
        Line($"");
        Line($"Made by `eng/benchmarks.sh --stores`: the same work on both in one run, in turns, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}.");
        Line($"PostgreSQL runs on the same machine with `fsync=on` and `shared_buffers=64MB`, over TCP on 127.0.0.1; both stores answer a write when it is on the disk. {owners:N0} owners");
        Line($"with {memories} memories each. Its own processes' time and memory are not in the figures of processor and memory. ×: PostgreSQL over embedded.");
        Line($"The last line is the difference of two fillings: within a page or two of nothing, it may be below it.");
        Line($"");
        Line($"| | {string.Join(" | ", stores.Select(store => store.Name))} | × |");
        Line($"|---|{string.Concat(stores.Select(_ => "--:|"))}--:|");
        Row("remember, one caller (a second)", store => writes[store].OneCaller, "N0");
        Row("remember, 64 callers, 64 owners (a second)", store => writes[store].ManyOwners, "N0");
        Row("remember, 64 callers, one owner (a second)", store => writes[store].OneOwner, "N0");
        Row("remember, 8 callers, a unit of 50 memories (memories a second)", store => owners * (double)memories / growth[store].Milliseconds * 1000, "N0");
        Row("first recall of an owner p50 (ms)", store => recalls[store].First.P50, "0.000");
        Row("first recall of an owner p99 (ms)", store => recalls[store].First.P99, "0.000");
        Row("warm recall, version checked p50 (ms)", store => recalls[store].Warm.P50, "0.000");
        Row("warm recall, version checked p99 (ms)", store => recalls[store].Warm.P99, "0.000");
        Row("warm recall, processor of this process (ms)", store => recalls[store].Processor, "0.000");
        Row("chat through the emulator, alone p50 (ms)", store => chats[store].Alone.P50, "0.00");
        Row("chat through the emulator, alone p99 (ms)", store => chats[store].Alone.P99, "0.00");
        Row("chat, 16 callers p50 (ms)", store => chats[store].Together.P50, "0.00");
        Row("chat, 16 callers p99 (ms)", store => chats[store].Together.P99, "0.00");
        Row("chat, 16 callers (a second)", store => chats[store].ASecond, "N0");
        Row("chat, processor of the service (ms)", store => chats[store].Processor, "0.00");
        Row("in memory, all owners' indexes (bytes a memory)", store => recalls[store].BytesInMemory, "N0");
        Row("on disk, all (MB)", store => growth[store].Bytes / 1e6, "N0");
        Row("on disk, one more memory (bytes)", store => growth[store].BytesOfMemory, "N0");
        Row("on disk, one more owner without its memories (bytes)", store => growth[store].BytesOfOwner, "N0");
        return _text.ToString();
    }

    private void Row(string what, Func<MeasuredStore, double> value, string format)
    {
        double[] values = [.. stores.Select(value)];
        Line($"| {what} | {string.Join(" | ", values.Select(number => number.ToString(format, CultureInfo.InvariantCulture)))} | {values[^1] / values[0]:0.00} |");
    }

    private void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
