using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests.Policies;

/// <summary>
/// A folder of policies in one of two versions, of which it is known what each decides: version A routes public requests to `one/m`,
/// version B to `two/m`; both route secret ones to `private/m` only and deny interns. Neither is weaker than the other.
/// </summary>
internal sealed class KnownPolicies : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, Version> revisions = [];

    /// <param name="budgets">The value of `budgets`; null for none.</param>
    /// <param name="providers">The value of `providers`, where upstreams are called.</param>
    public KnownPolicies(string? budgets = null, string? providers = null)
    {
        Budgets = budgets;
        Providers = providers ?? "{ one: {}, two: {}, private: {} }";
        foreach (var version in Enum.GetValues<Version>())
        {
            Write(Folder(version), version);
            var router = new Router(new RouterOptions { PoliciesPath = Folder(version), ClassifierPath = "none" });
            Assert.True(router.Refresh(), string.Join('\n', router.Problems));
            revisions[router.Revision!] = version;
        }

        Use(Version.A);
    }

    internal enum Version
    {
        A,
        B,
    }

    /// <summary>Providers of which one is called at an upstream, with the credential in KEY_ONE.</summary>
    public static string Calling(string baseUrl) =>
        $$"""{ one: { api: { dialect: openai-chat, baseUrl: "{{baseUrl}}", credential: KEY_ONE } }, two: {}, private: {} }""";

    /// <summary>All versions, and the current one.</summary>
    public string Root => folder.Path;

    /// <summary>What the service reads.</summary>
    public string Current => Path.Combine(folder.Path, "current");

    private string? Budgets { get; }

    private string Providers { get; }

    /// <summary>A version that is complete and does not change.</summary>
    public string Folder(Version version) => Path.Combine(folder.Path, $"{version}");

    public static Version Other(Version version) => version == Version.A ? Version.B : Version.A;

    /// <summary>Null for a revision that this class did not write.</summary>
    public Version? Of(string revision) => revisions.TryGetValue(revision, out var version) ? version : null;

    /// <summary>Puts a version in place, file by file, each at once.</summary>
    public void Use(Version version)
    {
        Directory.CreateDirectory(Current);
        foreach (var file in Directory.GetFiles(Folder(version)))
        {
            var target = Path.Combine(Current, Path.GetFileName(file));
            File.Copy(file, target + ".new", overwrite: true);
            File.Move(target + ".new", target, overwrite: true);
        }
    }

    public void Dispose() => folder.Dispose();

    private void Write(string to, Version version)
    {
        Directory.CreateDirectory(to);
        File.WriteAllText(Path.Combine(to, "catalog.yaml"), Catalog(version));
        File.WriteAllText(Path.Combine(to, "guard.yaml"), Guard);
        File.WriteAllText(Path.Combine(to, "policy.yaml"), Policy);
    }

    /// <summary>A folder without it is one without protections, and valid.</summary>
    private const string Guard = """
        # yaml-language-server: $schema=../../schemas/routing-policy.schema.json
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: guard }
        spec:
          mandatory: true
          abstract: true
          attributes:
            sensitivity: { type: text, description: public or secret }
            team: { type: text, description: who asks }
          rules:
            - id: secrets-stay-private
              when: sensitivity != "public"
              constrain: { providers: { allow: [private] } }
            - id: no-interns
              when: has(team) and team == "interns"
              deny: true
              reason: interns ask a person

        """;

    private string Policy => $$"""
        # yaml-language-server: $schema=../../schemas/routing-policy.schema.json
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: known }
        spec:{{(Budgets is null ? "" : $"\n  budgets: {Budgets}")}}
          rules:
            - id: default
              select: { objective: price, fallback: { max: 1 } }

        """;

    private string Catalog(Version version) => $$"""
        # yaml-language-server: $schema=../../schemas/catalog.schema.json
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: known }
        spec:
          providers: {{Providers}}
          models: { m: {} }
          endpoints:
            one/m: { {{Facts}}, prices: { source: list, periods: [{ input: {{(version == Version.A ? 1 : 3)}}, output: {{(version == Version.A ? 1 : 3)}} }] } }
            two/m: { {{Facts}}, prices: { source: list, periods: [{ input: 2, output: 2 }] } }
            private/m: { {{Facts}}, prices: { source: list, periods: [{ input: 9, output: 9 }] } }

        """;

    private const string Facts =
        "model: m, contextTokens: 100000, maxOutputTokens: 1000, tools: true, inputModalities: [text], outputModalities: [text]";
}
