using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Words of an instruction that name a <see cref="RequestKind"/>. In Chinese, Japanese and Korean a word is two characters.
/// </summary>
internal static class KindWords
{
    private const int Size = 1024;

    private static readonly (RequestKind Kind, string Words)[] Lists =
    [
        (RequestKind.Translate, "translate translates translated translation translating traduis traduire traduisez traduce traducir traduza traduzir "
            + "traduci traduzione übersetze übersetzen übersetzung vertaal vertalen przetłumacz переведи перевод переведите çevir çevirin terjemahkan dịch "
            + "översätt přelož 翻译 翻譯 翻訳 번역 ترجم अनुवाद"),
        (RequestKind.Extraction, "extract extracts extracting extraction extrahiere extrais extraire extrae extraer extraia extrair estrai estrarre wyodrębnij "
            + "извлеки извлечь çıkar 提取 抽取 抽出 추출 استخرج"),
        (RequestKind.Labelling, "classify classifies classification categorize categorise categorized sentiment label klassifiziere kategorisiere classifie "
            + "classifier clasifica clasificar classifique classifica sklasyfikuj классифицируй sınıflandır 分类 分類 분류 صنف"),
        (RequestKind.Rewriting, "grammar grammatical grammatically rephrase paraphrase reword proofread spelling tone wording rewrite formal umformulieren "
            + "formuliere grammatik rechtschreibung reformule reformuler grammaire orthographe reformula gramática ortografía reformule grammatica "
            + "riformula herschrijf перефразируй грамматику 改写 润色 语法 校正 添削 교정 맞춤"),
        (RequestKind.CreativeWriting, "poem poems poetry story stories haiku song lyrics limerick sonnet screenplay tale fable ballad novel gedicht gedichte "
            + "geschichte märchen poème histoire conte chanson poema poesía cuento canción poesia história conto canção storia racconto canzone verhaal "
            + "wiersz opowiadanie стих стихотворение стихи рассказ сказку песню şiir hikaye puisi cerita thơ truyện báseň příběh dikt 故事 写诗 诗歌 物語 이야 소설 "
            + "قصيدة قصة कविता कहानी"),
        (RequestKind.CommitMessage, "commit commits commiting 提交 コミ 커밋"),
        (RequestKind.Documentation, "docstring docstrings javadoc jsdoc doc docs document documentation readme docblock phpdoc rustdoc comments comment commenter "
            + "documenter dokumentiere dokumentation kommentiere kommentare documenta comentarios comentários documente documentazione документацию "
            + "комментарии 注释 文档 ドキ コメ 주석 문서"),
        (RequestKind.RolePlay, "act pretend roleplay role-play persona actúa aja agis"),
        (RequestKind.DataQuery, "sql query queries mysql postgres postgresql sqlite select abfrage requête consulta zapytanie запрос sorgu 查询 クエ 쿼리"),
        (RequestKind.Shell, "bash shell command commands terminal oneliner awk sed zsh powershell cmd crontab chmod curl befehl kommando commande comando polecenie "
            + "команду команда komut 命令 コマ 명령"),
        (RequestKind.Regex, "regex regexp regexes"),
        (RequestKind.Infrastructure, "kubernetes kubectl k8s pod pods deployment deployments namespace configmap helm ingress statefulset daemonset docker dockerfile "
            + "terraform ansible cloudformation pulumi nginx container containers cronjob serviceaccount persistentvolume"),
        (RequestKind.ContextQuestion, "context passage paragraph excerpt document documents snippets kontext textabschnitt contexte contexto passagem контекст "
            + "上下 下文 文脈 文章 지문 سياق"),
    ];

    private static readonly uint[] Keys = new uint[Size];
    private static readonly RequestKind[] Kinds = new RequestKind[Size];

    static KindWords()
    {
        foreach (var (kind, words) in Lists)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(WordHash.Of(word), kind);
            }
        }
    }

    /// <summary>The kind that a word names as a bit; 0 if it names none.</summary>
    public static uint MaskOf(uint hash)
    {
        for (var slot = SlotOf(hash); Keys[slot] != 0; slot = (slot + 1) & (Size - 1))
        {
            if (Keys[slot] == hash)
            {
                return 1u << (int)Kinds[slot];
            }
        }

        return 0;
    }

    private static void Add(uint hash, RequestKind kind)
    {
        var slot = SlotOf(hash);
        while (Keys[slot] != 0 && Keys[slot] != hash)
        {
            slot = (slot + 1) & (Size - 1);
        }

        if (Keys[slot] == 0)
        {
            (Keys[slot], Kinds[slot]) = (hash, kind);
        }
    }

    private static uint SlotOf(uint hash) => (hash ^ (hash >> 15)) & (Size - 1);
}
