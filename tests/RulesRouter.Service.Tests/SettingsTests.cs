using Microsoft.Extensions.Configuration;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests;

public sealed class SettingsTests
{
    /// <summary>A record that lies in the working directory would wake the watcher with every decision.</summary>
    [Fact]
    public async Task Watches_no_settings_file()
    {
        using var policies = new SmallPolicies();
        await using var app = DecisionService.Build(
            new ServiceOptions { PoliciesPath = policies.Path, Url = "http://127.0.0.1:0" },
            TimeProvider.System);

        var files = ((IConfigurationRoot)app.Configuration).Providers.OfType<FileConfigurationProvider>().ToList();

        Assert.Empty(files);
    }
}
