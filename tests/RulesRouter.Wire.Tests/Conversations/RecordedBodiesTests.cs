using System.Text;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Conversations;

public sealed class RecordedBodiesTests
{
    [SharedBodiesFact]
    public void Every_recorded_body_with_a_policy_beside_it_is_a_request()
    {
        var errors = new List<string>();
        foreach (var file in SharedBodies.Requests())
        {
            var body = File.ReadAllText(file).TrimStart();
            var (request, found) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes("{\"policy\":\"p\"," + body[1..]));
            errors.AddRange(found.Select(error => $"{file}: {error.Pointer}: {error.Message}"));
            Assert.Equal(found.IsEmpty, request is not null);
        }

        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [SharedBodiesFact]
    public void The_first_request_of_Codex_needs_tools_and_counts_them()
    {
        var body = File.ReadAllBytes(Path.Combine(SharedBodies.Folder!, "captured", "responses", "codex-0.171.0", "request.json"));

        var request = DecisionRequestReader.ReadVendorBody(body).Request!;

        Assert.True(request.Needs.Tools);
        Assert.Equal("gpt-5", request.RequestedModel);
        Assert.True(request.DeclaredTokens.Estimate > 3_000, $"{request.DeclaredTokens}");
        Assert.Equal(4, request.Messages.Length);
    }
}
