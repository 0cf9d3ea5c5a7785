using System.Globalization;

namespace Memori.Claude.Emulator.Stub;

/// <summary>The command line: <c>--port N [--latency MS] [--tokens-per-reply N]</c>.</summary>
internal sealed record StubOptions(int Port, TimeSpan Latency, int Tokens)
{
    /// <summary>The options, or null when the line can't be read.</summary>
    public static StubOptions? Parse(string[] args)
    {
        var options = new StubOptions(0, TimeSpan.Zero, 64);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            switch (args[i])
            {
                case "--port": options = options with { Port = value }; break;
                case "--latency": options = options with { Latency = TimeSpan.FromMilliseconds(value) }; break;
                case "--tokens-per-reply" when value > 0: options = options with { Tokens = value }; break;
                default: return null;
            }
        }

        return options;
    }
}
