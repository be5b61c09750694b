using RulesRouter.Suites.Running;

namespace RulesRouter.Suites.Reporting;

/// <summary>Why an attempt did not solve its scenario; the first that applies.</summary>
internal enum FailureKind
{
    /// <summary>The last answer could not be applied.</summary>
    Malformed,

    /// <summary>The tests gave no result.</summary>
    DoesNotBuild,

    /// <summary>A test that the change must make pass does not pass.</summary>
    TargetTestsFail,

    /// <summary>Only tests that passed before the change do not pass.</summary>
    OtherTestsBreak,
}

/// <summary>How often a model failed in one way.</summary>
internal sealed record FailureCount(string Model, FailureKind Kind, int Attempts)
{
    /// <summary>By model, then by kind; kinds that did not occur are left out.</summary>
    public static IEnumerable<FailureCount> Of(IEnumerable<AttemptResult> results) => results
        .Where(result => result.InfrastructureFailure is null && !result.Solved)
        .GroupBy(result => (result.Model, Kind: KindOf(result)))
        .OrderBy(group => group.Key.Model, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Kind)
        .Select(group => new FailureCount(group.Key.Model, group.Key.Kind, group.Count()));

    private static FailureKind KindOf(AttemptResult result) =>
        result.Malformed is not null ? FailureKind.Malformed
        : !result.Builds ? FailureKind.DoesNotBuild
        : result.FailToPassPassed < result.FailToPassTotal ? FailureKind.TargetTestsFail
        : FailureKind.OtherTestsBreak;
}
