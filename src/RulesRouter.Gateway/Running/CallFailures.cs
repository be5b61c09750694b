using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>The class of a call that ended without an HTTP answer.</summary>
internal static class CallFailures
{
    /// <summary>Whether <see cref="Of"/> knows the exception.</summary>
    public static bool Covers(Exception exception) =>
        exception is OperationCanceledException or HttpRequestException or IOException || IsBrokenCompression(exception);

    /// <param name="endpoint">That was called.</param>
    /// <param name="reached">How far the call got, unless there was no connection.</param>
    public static HopResult Of(Exception exception, CallTimer timer, EndpointId endpoint, Reached reached)
    {
        if (timer.IsClientGone || timer.IsSuperseded)
        {
            return new HopResult.Abandoned();
        }

        if (timer.IsExpired)
        {
            return Failed(FailureClass.Timeout, reached, 504, $"`{endpoint}` gave no answer within {Shown(timer.Allowed)}");
        }

        return exception switch
        {
            OperationCanceledException => Failed(FailureClass.Timeout, Reached.NotSent, 504, $"no connection to `{endpoint}` in time"),
            HttpRequestException { HttpRequestError: var error } when IsBeforeSending(error) =>
                Failed(FailureClass.Unavailable, Reached.NotSent, 502, $"no connection to `{endpoint}`"),
            _ when IsBrokenCompression(exception) => Failed(UpstreamFailure.Unreadable("its compression is broken"), reached),
            _ => Failed(FailureClass.Unavailable, reached, 502, $"the connection to `{endpoint}` broke"),
        };
    }

    public static HopResult.Failed Failed(FailureClass failed, Reached reached, int status, string message) =>
        Failed(new UpstreamFailure(failed, status, message), reached);

    public static HopResult.Failed Failed(UpstreamFailure error, Reached reached, RetryHeaders? retry = null) => new(
        new HopFailure(error.Class, reached, retry?.After, retry?.Should),
        error,
        retry ?? RetryHeaders.None);

    /// <summary>The Brotli decoder throws no exception of its own kind.</summary>
    private static bool IsBrokenCompression(Exception exception) =>
        exception is InvalidDataException or InvalidOperationException { Source: "System.IO.Compression.Brotli" };

    private static bool IsBeforeSending(HttpRequestError error) => error is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static string Shown(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
