using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Finds every rule of one policy whose condition is not certainly false. Implemented by the index and by RulesEngine.</summary>
internal interface IRuleMatcher
{
    /// <param name="matches">Cleared first.</param>
    void Match(RequestFacts facts, Matches matches);
}
