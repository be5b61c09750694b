using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>Which failures say nothing about the answer.</summary>
internal static class FailureClasses
{
    /// <summary>The endpoint gave no answer: the chain continues with the next hop.</summary>
    public static ImmutableArray<FailureClass> Availability { get; } =
    [
        FailureClass.RateLimited,
        FailureClass.Unavailable,
        FailureClass.Timeout,
        FailureClass.Authentication,
        FailureClass.ModelNotFound,
    ];

    public static bool IsAvailability(this FailureClass failure) => failure <= FailureClass.ModelNotFound;
}
