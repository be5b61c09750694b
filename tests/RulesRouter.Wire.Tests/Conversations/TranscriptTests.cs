using System.Text;
using System.Text.Json;
using RulesRouter.Conversations;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Conversations;

/// <summary>Shortened transcripts in tests/testdata/transcripts, as coding agents send them, and what each shows.</summary>
public sealed class TranscriptTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "testdata", "transcripts");

    public static TheoryData<string, string> Transcripts
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal))
            {
                using var parsed = JsonDocument.Parse(File.ReadAllBytes(file));
                foreach (var transcript in parsed.RootElement.EnumerateArray())
                {
                    all.Add(Path.GetFileNameWithoutExtension(file), transcript.GetProperty("name").GetString()!);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void A_transcript_shows_its_request_and_its_state(string client, string name)
    {
        using var parsed = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{client}.json")));
        var transcript = parsed.RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

        var (request, errors) = DecisionRequestReader.ReadWithoutPolicy(
            Encoding.UTF8.GetBytes(transcript.GetProperty("body").GetRawText()));

        Assert.Empty(errors);
        var shown = Shown(request!);
        var expected = transcript.GetProperty("expect").EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value.ToString());
        Assert.Equal(expected, expected.Keys.ToDictionary(field => field, field => shown[field]));
    }

    private static Dictionary<string, string> Shown(DecisionRequest request)
    {
        var state = request.Measured!.Conversation!;
        return new Dictionary<string, string>
        {
            ["message"] = $"{state.Message}",
            ["step"] = EnumNames<Step>.NameOf(state.Step),
            ["turns"] = $"{state.Turns}",
            ["toolFailures"] = $"{state.ToolFailures}",
            ["filesTouched"] = $"{state.FilesTouched}",
            ["lastTest"] = state.LastTest is { } outcome ? EnumNames<TestOutcome>.NameOf(outcome) : "",
            ["hasRequest"] = $"{state.HasRequest}",
            ["text"] = RequestText.ToClassify(request),
        };
    }
}
