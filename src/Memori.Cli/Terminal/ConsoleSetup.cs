using System.Text;
using Spectre.Console;

namespace Memori.Cli.Terminal;

/// <summary>Makes the console speak UTF-8, and plain text where it is not a terminal.</summary>
internal static class ConsoleSetup
{
    // A pipe has no width: wide enough that lines stay whole, narrow enough to read.
    private const int PipeWidth = 200;

    public static void Apply()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Width = PipeWidth;
        }
    }
}
