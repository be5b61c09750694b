using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RulesRouter.Access;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Tests.Access;

public sealed class AuditTests
{
    [Fact]
    public async Task Denied_access_is_a_line_with_caller_path_and_reason()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Read);
        await using var service = await KeyedService.Start([entry]);

        await service.Decide(key);
        await service.Get("/v1/policies?key=" + key, null);
        await service.Get("/v1/policies", key[..^1] + "!");

        Assert.Equal(
            [
                """{"at":"2026-09-01T20:00:00+00:00","event":"denied","keyId":"one","remote":"127.0.0.1","method":"POST","path":"/v1/decisions","status":403,"reason":"key \u0060one\u0060 does not have the scope \u0060decide\u0060"}""",
                """{"at":"2026-09-01T20:00:00+00:00","event":"denied","keyId":null,"remote":"127.0.0.1","method":"GET","path":"/v1/policies","status":401,"reason":"the request has no credential; send an API key as \u0060authorization: Bearer \u2026\u0060 or \u0060x-api-key: \u2026\u0060"}""",
                """{"at":"2026-09-01T20:00:00+00:00","event":"denied","keyId":"one","remote":"127.0.0.1","method":"GET","path":"/v1/policies","status":401,"reason":"the key is unknown"}""",
            ],
            service.Audit);
        Assert.DoesNotContain(service.Audit, line => line.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejected_credentials_do_not_fill_the_log()
    {
        var (_, entry) = KeyedService.Key("one", AccessScope.Read);
        await using var service = await KeyedService.Start([entry]);
        var logs = service.Service.Services.GetRequiredService<ILoggerFactory>();

        Assert.False(logs.CreateLogger<CredentialHandler>().IsEnabled(LogLevel.Information));
    }

    [Fact]
    public async Task Flood_of_denied_requests_does_not_fill_the_file()
    {
        var (_, entry) = KeyedService.Key("one", AccessScope.Read);
        await using var service = await KeyedService.Start([entry]);

        for (var request = 0; request < 400; request++)
        {
            await service.Get("/v1/policies", null);
        }

        Assert.InRange(service.Audit.Count, 100, 399);

        // The next line that is written counts those that were not.
        Assert.True(await RunningService.Until(
            async () =>
            {
                await service.Get("/v1/policies", null);
                return service.Audit.Any(line => JsonDocument.Parse(line).RootElement.TryGetProperty("missing", out _));
            },
            found => found));
    }
}
