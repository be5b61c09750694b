using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Wire.Records;

/// <summary>A request as recorded: everything a decision depends on, with the size of the text in place of the text.</summary>
/// <param name="Classification">The classification at the time of the decision; a replay uses it again.</param>
/// <param name="AllowSampleEvidence">Whether the deciding service counted sample evidence as known.</param>
internal sealed record RecordedRequest(DecisionRequest Request, Classification Classification, RouterState State, bool AllowSampleEvidence)
{
    /// <summary>Number of outcomes that the state had learned from, for a recorded request that was read; its state has none.</summary>
    public long LearnedEpoch { get; init; }
}
