using System.Collections.Immutable;

namespace RulesRouter.Verification.Chains;

/// <summary>A task of the past and what every model made of it.</summary>
/// <param name="Group">Related tasks: a repository, a subject.</param>
/// <param name="PromptLength">In characters.</param>
/// <param name="Success">By model; 0..1.</param>
/// <param name="CostUsd">By model; dollars of that run.</param>
internal sealed record ChainTask(string Id, string Group, int PromptLength, ImmutableArray<double> Success, ImmutableArray<double> CostUsd);
