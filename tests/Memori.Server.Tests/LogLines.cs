using System.Text;
using Microsoft.Extensions.Logging;

namespace Memori.Server.Tests;

/// <summary>Everything that is logged, at every level.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly StringBuilder _lines = new();

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return _lines.ToString();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
        }
    }

    public void Dispose()
    {
    }
}
