namespace RulesRouter.Tests;

public sealed class RevisionTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: small }
        spec:
          rules:
            - id: default
              select: { objective: price }

        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: ours }
        spec:
          providers:
            acme: { name: Acme }

        """;

    private readonly string root = Directory.CreateTempSubdirectory("revision").FullName;

    public RevisionTests()
    {
        Write("blue", "policies/small.yaml", Policy);
        Write("blue", "catalog.yaml", Catalog);
    }

    public static TheoryData<string> Places =>
        ["absolute", "relative", "dotted", "slash at the end", "through its parent", "link", "copy", "deep copy", "CRLF"];

    [Theory]
    [MemberData(nameof(Places))]
    public void Same_files_give_the_same_revision_wherever_they_are(string place)
    {
        var folder = Path.Combine(root, "blue");
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        var other = place switch
        {
            "absolute" => folder,
            "relative" => relative,
            "dotted" => Path.Combine(".", relative),
            "slash at the end" => folder + Path.DirectorySeparatorChar,
            "through its parent" => Path.Combine(folder, "policies", ".."),
            "link" => Directory.CreateSymbolicLink(Path.Combine(root, "link"), folder).FullName,
            "copy" => Copy("a-copy", "\n"),
            "deep copy" => Copy("z/other/place", "\n"),
            "CRLF" => Copy("windows", "\r\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, "a place without a path"),
        };

        Assert.Equal(Revision(folder), Revision(other));
    }

    [Fact]
    public void One_file_gives_the_same_revision_by_any_path()
    {
        Write("alone", "policy.yaml", Policy);
        var revisions = new[] { Path.Combine(root, "alone", "policy.yaml"), Path.Combine(root, "alone") }.Select(path => Revision(path));

        Assert.Single(revisions.Distinct());
    }

    [Fact]
    public void Two_folders_give_the_same_revision_in_any_order()
    {
        Write("green", "catalog.yaml", Catalog.Replace("acme", "bolt", StringComparison.Ordinal));
        var (blue, green) = (Path.Combine(root, "blue"), Path.Combine(root, "green"));

        Assert.Equal(Revision(blue, green), Revision(green, blue));
    }

    /// <summary>Every kind of change to a file, and a change of the classifier.</summary>
    [Fact]
    public void Every_change_gives_another_revision()
    {
        var blue = Path.Combine(root, "blue");
        var revisions = new[]
        {
            Revision(blue),
            Revision(Change("renamed", folder => File.Move(Path.Combine(folder, "catalog.yaml"), Path.Combine(folder, "catalogue.yaml")))),
            Revision(Change("moved", folder => File.Move(
                Path.Combine(folder, "catalog.yaml"),
                Path.Combine(folder, "policies", "catalog.yaml")))),
            Revision(Change("longer", folder => File.AppendAllText(Path.Combine(folder, "catalog.yaml"), "# checked\n"))),
            Revision(Change("without", folder => File.Delete(Path.Combine(folder, "catalog.yaml")))),
            Revision(Change("exchanged", folder =>
            {
                Write(folder, "policies/small.yaml", Catalog);
                Write(folder, "catalog.yaml", Policy);
            })),
            PolicyFolder.Load([blue], "another classifier").Set!.Revision,
        };

        Assert.Equal(revisions.Length, revisions.Distinct().Count());
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string Revision(params string[] paths) => PolicyFolder.Load(paths, "classifier").Set!.Revision;

    private string Change(string name, Action<string> change)
    {
        var folder = Copy(name, "\n");
        change(folder);
        return folder;
    }

    private string Copy(string name, string lineBreak)
    {
        Write(name, "policies/small.yaml", Policy.Replace("\n", lineBreak, StringComparison.Ordinal));
        Write(name, "catalog.yaml", Catalog.Replace("\n", lineBreak, StringComparison.Ordinal));
        return Path.Combine(root, name);
    }

    private void Write(string folder, string path, string text)
    {
        var full = Path.Combine(root, folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
