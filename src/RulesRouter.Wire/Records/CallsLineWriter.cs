using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>
/// A line of the record about the calls of a decision that the gateway carried out. It begins as the line of the decision does, and has
/// `calls` and `receivedAt`.
/// </summary>
internal static class CallsLineWriter
{
    /// <param name="calls">A JSON object.</param>
    public static void Write(CompactJson json, string decisionId, ReadOnlySpan<byte> calls, DateTimeOffset receivedAt)
    {
        json.StartObject();
        json.String("decisionId"u8, decisionId);
        json.Name("calls"u8);
        json.Raw(calls);
        json.Timestamp("receivedAt"u8, receivedAt);
        json.EndObject();
        json.EndLine();
    }
}
