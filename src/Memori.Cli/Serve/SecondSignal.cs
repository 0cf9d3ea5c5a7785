using System.Runtime.InteropServices;

namespace Memori.Cli.Serve;

/// <summary>The first signal ends the service in good order, which the host sees to; a second one ends it at once.</summary>
internal sealed class SecondSignal : IDisposable
{
    private const int Base = 128;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly List<PosixSignalRegistration> _registrations;
    private int _count;

    private SecondSignal() => _registrations = [Register(PosixSignal.SIGINT, Interrupt), Register(PosixSignal.SIGTERM, Terminate)];

    /// <summary>Listens until disposed.</summary>
    public static SecondSignal Watch() => new();

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            Environment.Exit(Base + number);
        }
    });
}
