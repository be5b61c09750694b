using System.Text;
using System.Text.Json;
using RulesRouter.Wire.Records;

namespace RulesRouter.Wire.Tests.Records;

public sealed class LoggedLineTests
{
    private const string Head = "{\"decisionId\":\"d1\",\"at\":\"2026-06-01T00:00:00Z\"";
    private const string Replay = ",\"replay\":{\"request\":{}}";
    private const string Decision =
        ",\"decision\":{\"policy\":\"chat\",\"chosen\":{\"model\":\"m\",\"endpoint\":\"alpha/m\"},\"fallbacks\":[]}";

    [Theory]
    [InlineData(Head + Replay + Decision + "}")]
    [InlineData(Head + Decision + Replay + "}\r")]
    [InlineData(Head + Replay + ",\"decision\":{\"denial\":{\"code\":\"alpha/m\"}},\"more\":{}} ")]
    public void Reads_a_record_with_fields_in_any_order(string json)
    {
        var line = Read(json);

        Assert.Equal(("d1", "alpha/m", "{\"request\":{}}"), (line.Id, line.Answer, json.Substring(line.ReplayStart, line.ReplayLength)));
    }

    [Theory]
    [InlineData(Head + Replay + ",\"decision\":{\"chosen\":{\"endpoint\":\"alpha/m\"},\"fallbacks\":[")]
    [InlineData(Head + Replay + ",\"decision\":{\"chosen\":{\"endpoint\":\"alp")]
    [InlineData(Head + Replay + Decision + "} and more")]
    public void Rejects_a_truncated_or_extended_line(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    private static LoggedLine Read(string json) => LoggedLine.Read(Encoding.UTF8.GetBytes(json));
}
