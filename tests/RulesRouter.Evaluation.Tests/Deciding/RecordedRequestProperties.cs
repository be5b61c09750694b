using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class RecordedRequestProperties
{
    [Property(MaxTest = 100)]
    public Property Deciding_a_recorded_request_again_gives_the_same_decision() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var compiled = PolicyCompiler.Compile(drawn.Policies, drawn.Catalog, "content", "classifier").Set!;
        var point = new PolicyDecisionPoint(compiled, new PinnedClassifier(drawn.Classification), new DecisionSettings());
        var first = point.Decide(drawn.Request, GeneratedPolicies.Now, RouterState.Healthy);
        var recorded = Recorded(new RecordedRequest(drawn.Request, first.Classification!, RouterState.Healthy, false));
        var again = point.Decide(recorded.Request with { Explain = true }, recorded.Classification, GeneratedPolicies.Now, recorded.State);

        Assert.Equal(Json(first.Decision!), Json(again.Decision!));
    });

    private static string Json(Decision decision) =>
        CompactJson.Render(decision, static (json, one) => DecisionWriter.Write(json, one, ""));

    private static RecordedRequest Recorded(RecordedRequest request) =>
        RecordedRequestReader.Read(CompactJson.Bytes(request, RecordedRequestWriter.Write)).Recorded!;

    private sealed class PinnedClassifier(Classification classification) : IPromptClassifier
    {
        public string Digest => "pinned";

        public Classification Classify(in ClassifierInput prompt) => classification;
    }
}
