using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using RulesRouter.Gateway.Tests;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.RealClientTests.Clients;
using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.RealClientTests;

/// <summary>
/// The shipped policy <c>coding-assistant</c> with the shipped catalog and its sample evidence, as a user has it: a file beside them names
/// the addresses of three vendors, which here are mocks.
/// </summary>
public sealed partial class ShippedPolicyTests : IAsyncLifetime
{
    private const string Secret = "AKIAABCDEFGHIJKLMNOP";
    private const string Model = "policy/coding-assistant";
    private const string Debug = $"Fix this bug: the client signs requests with {Secret} and gets a 403.";

    private static readonly (string Provider, string Dialect)[] Vendors =
        [("anthropic", "anthropic-messages"), ("mistral", "openai-chat"), ("openai", "[openai-chat, openai-responses]")];

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-shipped-").FullName;

    private ImmutableSortedDictionary<string, MockUpstream> vendors = ImmutableSortedDictionary<string, MockUpstream>.Empty;

    public async Task InitializeAsync()
    {
        var shipped = Path.Combine(Repository.Root, "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, "policies", Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var (provider, _) in Vendors)
        {
            var mock = await MockUpstream.Start();
            mock.Otherwise = (context, call) => MockAnswers.Says($"the key {Found(call)} lacks a right")(context, call);
            vendors = vendors.Add(provider, mock);
        }

        var addresses = Vendors.Select(vendor =>
            $"    {vendor.Provider}: {{ api: {{ dialect: {vendor.Dialect}, baseUrl: \"{vendors[vendor.Provider].BaseUrl}\", credential: KEY }} }}\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "policies", "ours.yaml"),
            $"apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: {{ name: ours }}\nspec:\n  providers:\n{string.Concat(addresses)}");
    }

    public async Task DisposeAsync()
    {
        foreach (var vendor in vendors.Values)
        {
            await vendor.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("proprietary")]
    public async Task Coding_assistant_answers_unmodified_clients_and_keeps_their_secrets(string sensitivity)
    {
        await using var service = await Serve(sensitivity);
        foreach (var client in ClientFixture.NuGet)
        {
            foreach (var act in (string[])[Act.Whole, Act.Stream])
            {
                var seen = await ClientFixture.Open(client).Do(act, new Uri(service.Urls.First()), Model, Debug);

                Assert.Null(seen.Error);
                Assert.Equal($"the key {Secret} lacks a right", seen.Text);
            }
        }

        var sent = vendors.Values.SelectMany(vendor => vendor.Calls).Select(call => Encoding.UTF8.GetString(call.Body)).ToList();
        Assert.Equal(2 * ClientFixture.NuGet.Count(), sent.Count);
        Assert.All(sent, body => Assert.Equal(sensitivity == "public", body.Contains(Secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Vendor_that_may_not_get_the_data_is_not_called_when_another_fails()
    {
        await using var service = await Serve("internal");
        vendors["mistral"].Otherwise = MockAnswers.Error(503, "server_error", "down");

        var seen = await ClientFixture.Open("NuGet OpenAI").Do(Act.Whole, new Uri(service.Urls.First()), Model, Debug);

        Assert.Equal(503, seen.Error?.Status);
        Assert.All(vendors, vendor => Assert.Equal(vendor.Key == "mistral", vendor.Value.Calls.Count > 0));
    }

    [Fact]
    public async Task Regulated_data_is_denied_to_a_client_that_declares_no_review()
    {
        await using var service = await Serve("regulated");

        var seen = await ClientFixture.Open("NuGet OpenAI").Do(Act.Whole, new Uri(service.Urls.First()), Model, Debug);

        Assert.Equal(403, seen.Error?.Status);
        Assert.Contains("does not support obligation humanReview", seen.Error!.Message, StringComparison.Ordinal);
        Assert.All(vendors.Values, vendor => Assert.Empty(vendor.Calls));
    }

    private static string Found(UpstreamCall call) => KeyOrPlaceholder().Match(Encoding.UTF8.GetString(call.Body)).Value;

    private async Task<WebApplication> Serve(string sensitivity)
    {
        var options = new ServiceOptions
        {
            PoliciesPath = Path.Combine(folder, "policies"),
            Url = "http://127.0.0.1:0",
            AllowSampleEvidence = true,
            RecordPath = Path.Combine(folder, "record"),
            KeyAttributes = [$"sensitivity={sensitivity}"],
            Environment = new Dictionary<string, string> { ["KEY"] = "secret" },
        };
        var app = DecisionService.Build(
            RunningGateway.Within(options, limits => limits with { Retries = 0 }),
            TimeProvider.System);
        Assert.Equal("", string.Join('\n', DecisionService.ProblemsOf(app)));
        await app.StartAsync();
        return app;
    }

    [GeneratedRegex($"{Secret}|REDACTED_KEY_[A-Z2-7]{{16}}")]
    private static partial Regex KeyOrPlaceholder();
}
