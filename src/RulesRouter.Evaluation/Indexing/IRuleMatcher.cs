using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>Finds every rule of one policy whose condition is not certainly false. Two do: the index, and RulesEngine as its reference.</summary>
internal interface IRuleMatcher
{
    /// <param name="matches">Emptied first.</param>
    void Match(RequestFacts facts, Matches matches);
}
