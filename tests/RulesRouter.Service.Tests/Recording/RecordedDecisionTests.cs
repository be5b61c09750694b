using System.Text;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Recording;

public sealed class RecordedDecisionTests : IDisposable
{
    private static readonly DateTimeOffset MadeAt = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The clock was ahead when the second and third segment were started.</summary>
    [Theory]
    [InlineData("0000000001-20261130T100000Z")]
    [InlineData("0000000002-20261201T120000Z")]
    [InlineData("0000000003-20261203T120000Z")]
    public void A_decision_is_found_though_the_clock_was_set(string segment)
    {
        var id = $"{Guid.CreateVersion7(MadeAt):D}00000000000000000000";
        string[] names = ["0000000001-20261130T100000Z", "0000000002-20261201T120000Z", "0000000003-20261203T120000Z"];
        foreach (var name in names)
        {
            var line = $$"""{"decisionId":"{{id}}","at":"{{MadeAt:O}}","replay":{},"decision":{"outcome":"routed"} }""" + "\n";
            File.WriteAllText(Path.Combine(folder.Path, name + ".jsonl"), name == segment ? line : "");
        }

        var found = RecordedDecision.Find(new RecordLayout(folder.Path), id);

        Assert.Equal("""{"outcome":"routed"}""", Encoding.UTF8.GetString(found!.Answer));
    }
}
