using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>
/// Writes the <c>replay</c> of a record line, without the prompt. Unset fields are omitted; equal requests give equal bytes.
/// </summary>
internal static class RecordedRequestWriter
{
    public static void Write(CompactJson json, RecordedRequest recorded)
    {
        json.StartObject();
        json.Name("request"u8);
        RequestWriter.Write(json, recorded.Request);
        RequestWriter.WriteAttributes(json, "keyAttributes"u8, recorded.Request.KeyAttributes);
        TextMeasureWriter.Write(json, recorded.Request);
        ClassificationWriter.Write(json, recorded.Classification);
        RouterStateWriter.Write(json, recorded.State);
        if (recorded.AllowSampleEvidence)
        {
            json.Boolean("sampleEvidence"u8, true);
        }

        json.EndObject();
    }
}
