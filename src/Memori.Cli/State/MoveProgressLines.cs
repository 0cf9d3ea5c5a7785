using System.Globalization;
using Memori.Storage;
using Memori.Text;

namespace Memori.Cli.State;

/// <summary>How far a move is, on stderr: one line that changes where it is a terminal, else a line a step.</summary>
internal sealed class MoveProgressLines(Language language) : IProgress<MoveProgress>, IDisposable
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private int _width;

    public void Report(MoveProgress value)
    {
        var text = new LocalizedText(
            string.Create(CultureInfo.InvariantCulture, $"  {value.Percent,3} % {(value.IsComparing ? "compared" : "copied")}, {value.Table}: {value.Rows} of {value.TableRows} rows"),
            string.Create(CultureInfo.InvariantCulture, $"  {(value.IsComparing ? "已核对" : "已复制")} {value.Percent,3} %,{value.Table}:{value.TableRows} 行中的 {value.Rows} 行")).In(language);
        Console.Error.Write(_isTerminal ? "\r" + text + new string(' ', Math.Max(0, _width - text.Length)) : text + Environment.NewLine);
        _width = text.Length;
    }

    /// <summary>What comes next begins a line of its own.</summary>
    public void Dispose()
    {
        if (_isTerminal && _width > 0)
        {
            Console.Error.WriteLine();
            _width = 0;
        }
    }
}
