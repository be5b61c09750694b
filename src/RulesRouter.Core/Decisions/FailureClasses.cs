using System.Collections.Immutable;

namespace RulesRouter.Decisions;

/// <summary>Names of failure classes, and the availability classes, after which every hop may be tried.</summary>
public static class FailureClasses
{
    public static ImmutableArray<string> Names { get; } =
    [
        "rate-limited", "unavailable", "timeout", "authentication", "context-overflow", "output-truncated",
        "content-filtered", "rejected-output", "invalid-request",
    ];

    /// <summary>The endpoint did not answer: go to another failure domain.</summary>
    public static ImmutableArray<FailureClass> Availability { get; } =
        [FailureClass.RateLimited, FailureClass.Unavailable, FailureClass.Timeout, FailureClass.Authentication];

    public static string NameOf(FailureClass failure) => Names[(int)failure];

    public static bool TryParse(string name, out FailureClass failure)
    {
        var index = Names.IndexOf(name);
        failure = (FailureClass)Math.Max(0, index);
        return index >= 0;
    }

    public static bool IsAvailability(this FailureClass failure) => failure <= FailureClass.Authentication;
}
