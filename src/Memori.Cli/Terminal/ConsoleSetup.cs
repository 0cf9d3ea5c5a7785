using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Memori.Cli.Terminal;

/// <summary>Makes the console speak UTF-8, and plain text where it is not a terminal.</summary>
internal static class ConsoleSetup
{
    // A pipe has no width: wide enough that lines stay whole, narrow enough to read.
    private const int PipeWidth = 200;

    // Below this, tables leave out what can be had elsewhere: what is copied from them must stay on one line.
    private const int Wide = 120;
    private const int Narrowest = 40;

    /// <summary>Whether there is little room for tables.</summary>
    public static bool IsNarrow => AnsiConsole.Profile.Width < Wide;

    public static void Apply()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Width =
                int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= Narrowest ? columns : PipeWidth;
        }
    }
}
