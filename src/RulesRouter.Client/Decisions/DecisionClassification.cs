using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Client.Decisions;

/// <summary>The classification of a prompt. Null if unknown.</summary>
public sealed record DecisionClassification
{
    public TaskKind? Task { get; init; }

    public TaskSource? TaskSource { get; init; }

    /// <summary>What the request is within its task.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>Name of the policy's intent that the request has.</summary>
    public string? Intent { get; init; }

    public DecisionComplexity? Complexity { get; init; }

    /// <summary>Length of the prompt in tokens.</summary>
    public double? InputTokens { get; init; }

    /// <summary>Expected length of the answer in tokens.</summary>
    public double? OutputTokens { get; init; }

    public required ClassificationSource Source { get; init; }

    /// <summary>Index in the messages of the one that is classified: the last request of the user.</summary>
    public int? Message { get; init; }

    /// <summary>The group of requests whose difficulty is learned together.</summary>
    public string? DifficultyGroup { get; init; }

    /// <summary>The prompt is unlike those that the classifier was trained on.</summary>
    public bool? OutOfDistribution { get; init; }
}

/// <summary>Estimated difficulty.</summary>
/// <param name="Score">0: every model solves it, 1: no model does; scores compare within a task only.</param>
public sealed record DecisionComplexity(double Score, ComplexityTier Tier);
