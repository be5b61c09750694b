using System.Diagnostics;
using StackExchange.Redis;

namespace RulesRouter.State.Stores;

/// <summary>Runs scripts in Redis, for every store of this process. Thread-safe.</summary>
internal sealed class RedisConnection : IDisposable
{
    private const int MinThreads = 64;

    /// <summary>After a failure, calls fail at once until the next one tries again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly ConnectionMultiplexer connection;
    private volatile Failure? failure;
    private volatile Failure? lastFailure;

    /// <param name="configuration">As StackExchange.Redis reads it: <c>host:6379,ssl=true</c>.</param>
    /// <param name="password">Apart from the configuration, in which it could have no comma; null if none is needed.</param>
    public RedisConnection(string configuration, string? password = null)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.Password = password ?? options.Password;
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1_000;
        options.SyncTimeout = 2_000;
        options.AsyncTimeout = 2_000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.BacklogPolicy = BacklogPolicy.FailFast;

        // Callers wait on threads of the pool for answers that the client reads on others: there have to be some left.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, MinThreads), ports);
        connection = ConnectionMultiplexer.Connect(options);
    }

    /// <summary>Why Redis cannot be reached; null if the last call succeeded.</summary>
    public string? Problem => failure?.Message;

    /// <summary>Whether a call failed within this time.</summary>
    public bool WasLostWithin(TimeSpan time) => lastFailure is { } last && Stopwatch.GetElapsedTime(last.At) < time;

    /// <exception cref="StoreLostException">Redis cannot be reached; the script may have run.</exception>
    public RedisResult Call(string script, params RedisValue[] arguments)
    {
        if (failure is { } failed && Stopwatch.GetElapsedTime(failed.At) < RetryAfter)
        {
            throw new StoreLostException(failed.Message);
        }

        try
        {
            var result = connection.GetDatabase().ScriptEvaluate(script, values: arguments);
            failure = null;
            return result;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            var message = $"Redis cannot be reached: {exception.Message.Split('\n')[0].TrimEnd('.')}";
            failure = lastFailure = new Failure(Stopwatch.GetTimestamp(), message);
            throw new StoreLostException(message, exception);
        }
    }

    public void Dispose() => connection.Dispose();

    private sealed record Failure(long At, string Message);
}
