using System.Globalization;
using System.Net.Http.Headers;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>What an upstream says about calling it again.</summary>
/// <param name="Headers">As the upstream sent them; a client may get them.</param>
internal sealed record RetryHeaders(TimeSpan? After, bool? Should, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public static RetryHeaders None { get; } = new(null, null, []);

    private static readonly string[] Names = ["retry-after", "retry-after-ms", "x-should-retry"];

    public static RetryHeaders Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var found = Names.Where(name => headers.NonValidated.Contains(name))
            .Select(name => KeyValuePair.Create(name, headers.NonValidated[name].ToString()))
            .ToList();
        var milliseconds = ValueOf(found, "retry-after-ms") is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and < 1e9
            ? TimeSpan.FromMilliseconds(number)
            : (TimeSpan?)null;
        return new RetryHeaders(
            milliseconds ?? TimeIn(ValueOf(found, "retry-after"), now),
            bool.TryParse(ValueOf(found, "x-should-retry"), out var should) ? should : null,
            found);
    }

    private static string? ValueOf(List<KeyValuePair<string, string>> headers, string name) =>
        headers.FirstOrDefault(header => header.Key == name).Value;

    /// <summary>Seconds, or a date.</summary>
    private static TimeSpan? TimeIn(string? value, DateTimeOffset now) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date > now ? date - now : TimeSpan.Zero
                : null;
}
