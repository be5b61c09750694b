using RulesRouter.Suites.Editing;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Suites.Running;

/// <summary>What came of one model's attempt at one scenario.</summary>
internal sealed record AttemptResult
{
    public required string Scenario { get; init; }

    public required string Model { get; init; }

    /// <summary>Null for an agent, which edits the files itself.</summary>
    public EditFormat? Format { get; init; }

    /// <summary>The endpoint that answered last; null where neither the gateway nor the models file names it.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Why the attempt says nothing about the model, such as an API that did not answer; null if it does.</summary>
    public string? InfrastructureFailure { get; init; }

    /// <summary>Why the last answer could not be applied; null if it was.</summary>
    public string? Malformed { get; init; }

    /// <summary>Number of answers that could not be applied, over all rounds.</summary>
    public int MalformedAnswers { get; init; }

    /// <summary>The tests gave a result.</summary>
    public bool Builds { get; init; }

    public int FailToPassPassed { get; init; }

    public int FailToPassTotal { get; init; }

    public int PassToPassPassed { get; init; }

    public int PassToPassTotal { get; init; }

    /// <summary>Answers asked for; 1 without a repair.</summary>
    public int Rounds { get; init; }

    public int InputTokens { get; init; }

    public int CachedInputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>Null where neither the gateway nor the catalog knows a price.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>When the attempt ended: of several results of one model at one scenario, the last counts.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>What separated commands and tests from the machine.</summary>
    public Isolation Isolation { get; init; }

    /// <summary>What the model changed, as a git patch to the base commit; null where nothing was applied.</summary>
    public string? Patch { get; init; }

    /// <summary>Wall-clock seconds until the last answer was applied, without its tests.</summary>
    public double Seconds { get; init; }

    /// <summary>Null where nothing was applied.</summary>
    public EditDistance? Edits { get; init; }

    /// <summary>Every test that the change must make pass passes, and every one that must keep passing.</summary>
    public bool Solved => Builds && Malformed is null && InfrastructureFailure is null
        && FailToPassPassed == FailToPassTotal && PassToPassPassed == PassToPassTotal;
}
