using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

internal sealed class RequiredCapabilities() : ConstraintDefinition("capabilities", "", ConstraintKind.MustHaveAll)
{
    public override string Unit => "tools, vision, structured-output, reasoning, audio, files, audio-output";

    public override string Description => "what the endpoint can do";

    internal override FactDefinition Fact => FactOf(Key, FactType.Set);

    internal override ImmutableArray<(FactSlot Need, string Name)> RequestNeeds =>
    [
        (FixedFacts.NeedsTools, "tools"),
        (FixedFacts.NeedsVision, "vision"),
        (FixedFacts.NeedsStructuredOutput, "structured-output"),
        (FixedFacts.NeedsReasoning, "reasoning"),
        (FixedFacts.NeedsAudio, "audio"),
        (FixedFacts.NeedsFiles, "files"),
        (FixedFacts.NeedsAudioOutput, "audio-output"),
    ];

    internal override ConstraintReading Read(CandidateFacts candidate) => new(Names: candidate.Endpoint.Capabilities.Names());

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Names: endpoint.Capabilities.Names())];

    internal override ConstraintValue? AskedBy(RequestLimits request) =>
        request.Capabilities.IsEmpty ? null : new ConstraintValue.Names(request.Capabilities);
}
