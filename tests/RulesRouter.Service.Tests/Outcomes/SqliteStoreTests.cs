using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>The store in a SQLite file.</summary>
public sealed class SqliteStoreTests() : OutcomeStoreTests(NewFile())
{
    [Fact]
    public void Reports_a_file_that_is_not_a_store()
    {
        var path = NewFile();
        File.WriteAllText(path, new string('x', 4096));

        Assert.Equal(
            $"`{path}` cannot be opened as an outcome store: SQLite Error 26: 'file is not a database'",
            Assert.Throws<OutcomeStoreException>(() => new OutcomeStore(path)).Message);
    }

    [Fact]
    public void A_damaged_file_is_replaced_if_the_record_has_everything()
    {
        var path = NewFile();
        new OutcomeStore(path).Dispose();
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = 16;
            file.Write(new byte[(int)file.Length - 16]);
        }

        Assert.Throws<OutcomeStoreException>(() => new OutcomeStore(path));
        using var store = new OutcomeStore(new SqliteOutcomes(path, TimeSpan.FromSeconds(1), canRebuild: true));

        Assert.Equal(0, store.Epoch);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".damaged-*"));
    }

    private protected override void CleanUp(string place) => Directory.Delete(Path.GetDirectoryName(place)!, recursive: true);

    private static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory("outcomes").FullName, "o.db");
}
