using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Memori.Postgres;

/// <summary>
/// What is tried again, and when. A transaction of which it is certain that nothing was kept: after a deadlock (40P01), a serialisation failure (40001),
/// too many clients (53300), or a connection that failed before its commit was sent. Nothing else: not what ran out of time, not what was refused.
/// </summary>
internal static class PostgresRetries
{
    private const int MostAttempts = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Runs <paramref name="attempt"/> until it succeeds, or fails otherwise or too often; what it throws then is explained.</summary>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (number < MostAttempts && CauseOf(failure) is { } cause && MayRetry(cause))
            {
                await PauseAsync(number, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (CauseOf(failure) is { } cause)
            {
                if (PostgresFaults.Explain(cause) is MemoriException explained)
                {
                    throw explained;
                }

                throw;
            }
        }
    }

    /// <summary>The driver's failure, also when it comes as that of a transaction whose connection was lost.</summary>
    private static NpgsqlException? CauseOf(Exception failure) => failure as NpgsqlException ?? (failure as ObjectDisposedException)?.InnerException as NpgsqlException;

    /// <summary>Waits before the attempt after this one: longer each time, and never as long as another caller.</summary>
    public static Task PauseAsync(int attempts, CancellationToken cancellationToken)
    {
        var longest = FirstPause * Math.Pow(2, attempts - 1);
        return Task.Delay(longest * (RandomNumberGenerator.GetInt32(500, 1000) / 1000.0), cancellationToken);
    }

    /// <summary>Whether a transaction that failed so before its commit may be run again.</summary>
    public static bool MayRetry(NpgsqlException failure) => failure is PostgresException server
        ? server.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections || IsConnectionLost(server)
        : failure.InnerException is SocketException or IOException;

    /// <summary>Whether what failed so took its whole transaction with it, or must be tried again with it.</summary>
    public static bool EndsTransaction(Exception failure) => CauseOf(failure) is { } cause && (cause is not PostgresException || MayRetry(cause));

    /// <summary>Whether the server ended the connection, or did not let it come about, for reasons that pass.</summary>
    public static bool IsConnectionLost(PostgresException failure) => failure.SqlState is
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
        || failure.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Whether a commit that failed so may have been kept all the same.</summary>
    public static bool IsOutcomeUnknown(NpgsqlException failure) => failure is not PostgresException server || IsConnectionLost(server);
}
