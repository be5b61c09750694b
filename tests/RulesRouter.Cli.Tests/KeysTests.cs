using System.Text.RegularExpressions;

namespace RulesRouter.Cli.Tests;

public sealed class KeysTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("keys-").FullName;

    private string File => Path.Combine(folder, "keys.yaml");

    [Fact]
    public void Key_is_printed_once_and_the_file_holds_its_hash()
    {
        var created = Create(
            "ci",
            [
                .. "--scope decide report-outcomes --policy small --attribute team=ide --obligation humanReview".Split(' '),
                .. "--expires 90d --rate 2.5".Split(' '),
            ]);

        Assert.Equal((0, "this key is shown once; the file holds its hash\n"), (created.ExitCode, created.Error.ReplaceLineEndings("\n")));
        Assert.Matches("^rr_ci_[A-Za-z0-9_-]{43}$", created.Output.TrimEnd());
        var text = System.IO.File.ReadAllText(File);
        Assert.DoesNotContain(created.Output.TrimEnd()[6..], text, StringComparison.Ordinal);
        Assert.Equal(
            """
            # Written by `rulesrouter keys`. It holds hashes: the keys themselves are shown once, when they are created.
            apiVersion: rulesrouter/v1
            kind: ApiKeys
            spec:
              keys:
                "ci":
                  hash: sha256:…
                  scopes: [decide, report-outcomes]
                  policies: ["small"]
                  attributes: { "team": "ide" }
                  obligations: [humanReview]
                  limits: { requestsPerSecond: 2.5 }
                  created: 2026-06-01T12:00:00Z
                  expires: 2026-08-30T12:00:00Z

            """,
            Regex.Replace(text, "sha256:[0-9a-f]{64}", "sha256:…"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        Assert.Equal([File], Directory.GetFiles(folder));
    }

    [Fact]
    public void List_shows_every_key_and_its_state()
    {
        Create("a", "--scope", "read");
        Create("b", [.. "--scope decide --expires 1h --attribute plan=gold --concurrent 3 --obligation redact audit".Split(' ')]);
        Create("c", "--scope", "administer");
        Terminal.Run("keys", "revoke", "c", "--keys", File);

        var result = Terminal.RunAt(Terminal.Now.AddHours(2), "keys", "list", "--keys", File);

        Assert.Equal(
            """
            id  state    scopes      policies  attributes  obligations   limits        expires
            a   active   read        all       -           -             -             never
            b   expired  decide      all       plan=gold   audit,redact  3 concurrent  2026-06-01T13:00:00Z
            c   revoked  administer  all       -           -             -             never

            """,
            result.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Errors_name_the_way_out()
    {
        Create("ci", "--scope", "decide");

        Assert.Equal(
            (2, "error: there is a key `ci` already; choose another id\n"),
            Failed(Create("ci", "--scope", "read")));
        Assert.Equal(
            (2, "error: `CI` is not an id; use lower case letters, digits, `-`, `_` and `.`, at most 64\n"),
            Failed(Create("CI", "--scope", "read")));
        Assert.Equal(
            (2, "error: there is no key `cu`; did you mean `ci`?\n"),
            Failed(Terminal.Run("keys", "revoke", "cu", "--keys", File)));
        Terminal.Run("keys", "revoke", "ci", "--keys", File);
        Assert.Equal(
            (2, "error: key `ci` was revoked at 2026-06-01T12:00:00Z\n"),
            Failed(Terminal.Run("keys", "revoke", "ci", "--keys", File)));
        Assert.Equal(
            (2, "error: --expires 2020-01-01T00:00:00Z is in the past: it is 2026-06-01T12:00:00Z\n"),
            Failed(Create("x", "--scope", "read", "--expires", "2020-01-01T00:00:00Z")));
        Assert.Equal(
            (2, "error: --expires must be a timestamp such as 2026-12-31T00:00:00Z or a time from now such as 90d, found `soon`\n"),
            Failed(Create("x", "--scope", "read", "--expires", "soon")));
        Assert.Equal(
            (2, "error: `missing.yaml` does not exist; `rulesrouter keys create` creates it, and `--keys` names another\n"),
            Failed(Terminal.Run("keys", "list", "--keys", "missing.yaml")));
    }

    [Fact]
    public void File_with_errors_is_not_changed()
    {
        System.IO.File.WriteAllText(File, "apiVersion: rulesrouter/v1\nkind: ApiKeys\nspec:\n  keys:\n    ci: { scopes: [decid] }\n");

        var result = Create("x", "--scope", "read");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "keys.yaml:5:20: error RR0104: `keys.ci.scopes[0]` cannot be \"decid\"",
            result.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("hash", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_and_attributes_of_a_key_are_those_of_the_folder_that_is_given()
    {
        var policies = Repository.TestData("serve");

        Assert.Equal(
            (2, $"error: `{policies}` has no policy `smal` that requests can name; did you mean `small`?\n"),
            Failed(Create("x", "--scope", "decide", "--policy", "smal", "--policies", policies)));
        Assert.Equal(
            (2, $"error: no policy at `{policies}` declares attribute `nosuch`\n"),
            Failed(Create("x", "--scope", "decide", "--attribute", "nosuch=1", "--policies", policies)));
        Assert.Equal(0, Create("x", "--scope", "decide", "--policy", "small", "--policies", policies).ExitCode);
    }

    [Fact]
    public void Keys_created_at_the_same_time_are_all_in_the_file()
    {
        Parallel.For(0, 8, index => Assert.Equal(0, Create($"k{index}", "--scope", "decide").ExitCode));

        Assert.Equal(9, Terminal.Run("keys", "list", "--keys", File).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Terminal Create(string id, params string[] options) => Terminal.Run(["keys", "create", id, "--keys", File, .. options]);

    private static (int, string) Failed(Terminal result) => (result.ExitCode, result.Error.ReplaceLineEndings("\n"));
}
