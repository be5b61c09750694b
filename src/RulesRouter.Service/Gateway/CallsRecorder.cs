using RulesRouter.Gateway.Running;
using RulesRouter.Service.Recording;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Gateway;

/// <summary>Adds to the record what came of the calls of a decision, once its client has the answer. No request waits for it.</summary>
internal sealed class CallsRecorder(DecisionRecorder recorder, TimeProvider clock)
{
    public void Record(string decisionId, ChainReport report)
    {
        if (!recorder.IsOn)
        {
            return;
        }

        var json = new CompactJson();
        CallsLineWriter.Write(json, decisionId, report.Recorded().Span, clock.GetUtcNow());
        recorder.AppendLater(json.Written);
    }
}
