using System.Collections.Immutable;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>A past task with the outcome and cost of every model.</summary>
/// <param name="Group">Related tasks: a repository, a subject.</param>
/// <param name="PromptLength">In characters.</param>
/// <param name="Success">By model; 0..1.</param>
/// <param name="CostUsd">By model; US dollars of the run.</param>
internal sealed record ChainTask(string Id, string Group, int PromptLength, ImmutableArray<double> Success, ImmutableArray<double> CostUsd);
