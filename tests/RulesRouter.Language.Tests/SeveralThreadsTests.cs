using System.Collections.Immutable;
using System.Text;
using RulesRouter.Diagnostics;

namespace RulesRouter.Language.Tests;

public sealed class SeveralThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    public void Results_keep_the_order_of_the_items(int threads)
    {
        var items = Enumerable.Range(0, 30).Select(number => $"{number}").ToArray();

        Assert.Equal(items, SeveralThreads.Run(items, (item, _) => item, threads, new DiagnosticBag()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_of_a_step_reaches_the_caller(int threads)
    {
        string Fail(string item, DiagnosticBag diagnostics) => throw new InvalidOperationException();

        Assert.Throws<InvalidOperationException>(() => SeveralThreads.Run(["a", "b", "c"], Fail, threads, new DiagnosticBag()));
    }

    [Fact]
    public void Any_number_of_threads_loads_the_same_policies_catalog_and_diagnostics()
    {
        ImmutableArray<PolicyFile> files =
        [
            .. PolicyDirectory.Read(Path.Combine(Repository.Root, "policies")),
            .. Enumerable.Range(0, 20).Select(number => new PolicyFile(
                $"wrong/{number}.yaml",
                Encoding.UTF8.GetBytes(number % 2 == 0 ? "kind: [" : $"apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nodd{number}: 1"))),
        ];

        var (one, four) = (PolicyLoader.Load(files, threads: 1), PolicyLoader.Load(files, threads: 4));

        Assert.NotEmpty(one.Diagnostics);
        Assert.Equal(one.Diagnostics.Select(found => found.ToString()), four.Diagnostics.Select(found => found.ToString()));
        Assert.Equal(one.ContentDigest, four.ContentDigest);
        Assert.Equal(one.Policies.Policies.Select(policy => policy.Name), four.Policies.Policies.Select(policy => policy.Name));
        Assert.Equal(one.Catalog.Endpoints.Select(endpoint => endpoint.Id), four.Catalog.Endpoints.Select(endpoint => endpoint.Id));
    }
}
