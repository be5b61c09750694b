namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Words of instructions by <see cref="Concept"/>, in the main languages. A word that ends in an asterisk matches every word that begins
/// with it; such a beginning has <see cref="ShortStem"/>, <see cref="LongStem"/> or, in Chinese, Japanese and Korean, two characters.
/// </summary>
internal static class ConceptWords
{
    public const int ShortStem = 5;
    public const int LongStem = 6;
    public const int EastAsianStem = 2;

    private const int Size = 8192;
    private const int FilterBits = 1 << 16;

    private static readonly (Concept Concept, string Words)[] Lists =
    [
        (Concept.Explain, "explain explains explained explaining explanation describe describes clarify elucidate interpret walk elaborate understand "
            + "meaning teach breakdown purpose overview expli* explai* erklär* erkläre beschreib* erläut* descri* spiega* spiegare spiegami "
            + "uitleg uitleggen leg wyjaśn* opisz objaśn* объясн* поясн* поясни опиши açıkla* anlat jelaskan terangkan giải thích förklara vysvět* "
            + "popiš 解释 解釋 说明 說明 讲解 介绍 説明 解説 教え 설명 해설 اشرح شرح وضح समझाएं समझाओ बताएं توضیح explique"),
        (Concept.Summarise, "summarize summarise summary summaries summarizing summarized tldr condense abridge recap digest synopsis gist boil "
            + "shorten abstract overview takeaways summar* résum* resum* resume riassu* sintet* zusamm* samenv* podsum* streść streszcz* "
            + "кратко резюме суммир* özet özetle* ringka* rangkum tóm tắt sammanf* shrnout shrň 总结 總結 概括 摘要 归纳 要約 まと 요약 정리 "
            + "لخص ملخص सारांश संक्षेप خلاصه"),
        (Concept.Translate, "translate translates translated translation translating tradu* überset* vertaa* przetł* перев* перекла* çevir çevirin "
            + "terjem* dịch översä* přelož* 翻译 翻譯 翻訳 번역 ترجم ترجمة अनुवाद ترجمه"),
        (Concept.Review, "review reviews reviewer reviewing critique critic feedback assess evaluate audit inspect examine lgtm approve comments "
            + "suggestions suggest analyze analyse check judge überpr* begutachten revise revisa revisar revis* analyse analiz* analys* recension "
            + "beoord* controleer recenz* oceń проверь оцени ревью incele gözden tinjau đánh giá granska 审查 審查 评审 检查 レビ 검토 리뷰 راجع مراجعة "
            + "समीक्षा بررسی"),
        (Concept.Improve, "refactor refactors refactoring improve improves improving improvement enhance enhanced optimize optimise optimized "
            + "optimizing simplify simplified simplifying cleanup clean cleaner tidy restructure reorganize modernize modernise streamline polish "
            + "readable maintainable dry dedupe deduplicate decouple split extract inline reduce idiomatic concise shorter efficient faster speed "
            + "refact* refakt* рефак* улучши упрости оптим* optimi* verbes* verein* amélio* simpli* mejor* melhor* miglio* semplif* verbet* "
            + "popraw* uprość ulepsz geliştir sadeleş* iyileş* perbaiki sederha* cải thiện förbät* zlepši 重构 重構 优化 優化 改进 简化 改善 最適 "
            + "簡潔 리팩 개선 최적 حسن تحسين सुधारें بهبود"),
        (Concept.Rename, "rename renames renaming move moves moved migrate migrated replace replaces switch swap extract consolidate unify merge inline "
            + "drop remove unused rewrite reuse umben* renom* renomb* rinom* hernoem"),
        (Concept.Convert, "convert converts converting transform port turn change into rewrite using async typescript convi* konver* umwan* "
            + "transf* converti* преобр* dönüş* 转换 转为 変換 변환"),
        (Concept.Fix, "fix fixes fixed fixing repair debug debugging solve resolve resolved correct correction troubleshoot diagnose patch workaround "
            + "behebe beheben reparier* korrig* corrig* arregl* repar* resuel* résou* consert* corregg* risolv* sistema oplossen herstel napraw* "
            + "исправ* почин* отлад* виправ* düzelt* çöz perbaiki sửa åtgärda oprav* 修复 修復 修正 调试 纠正 解決 直し 고쳐 수정 디버 أصلح صحح ठीक رفع"),
        (Concept.Bug, "bug bugs buggy error errors exception exceptions traceback issue issues crash crashes crashing crashed fail fails failing failed "
            + "failure broken breaks break wrong incorrect incorrectly unexpected undefined null leak segfault stacktrace warning warnings regression "
            + "deadlock race hang hangs stuck invalid denied missing cannot unable not fatal typeerror keyerror valueerror nullpointerexception "
            + "indexerror referenceerror syntaxerror panic fehler* fehler erreur erreu* errore errori erro fallo falla falha fout błąd błędy błędu ошибк* "
            + "помил* hata hatası kesala* lỗi fel chyba chybu 错误 錯誤 报错 异常 崩溃 エラ バグ 不具 에러 오류 버그 خطأ त्रुटि خطا"),
        (Concept.Test, "test tests testing tested unittest unittests pytest jest junit xunit nunit mocha vitest rspec testcase testcases spec specs "
            + "coverage assertions mock mocks mocking stub fixtures tdd e2e unit  prueba* teste testes testar тест тестов тесты testy 测试 測試 单元 "
            + "テス 単体 테스 단위 اختبار परीक्षण تست kiểm thử"),
        (Concept.Write, "write writes writing wrote create creates generate generates implement implements build make develop produce design code "
            + "program compose draft construct provide give need want schrei* schreib erstel* erzeug* implem* entwic* écris écrire écrivez écris crée "
            + "créer génér* "
            + "escrib* crea crear gener* escrev* crie criar scriv* creare maak schrijf napisz napisać stwórz utwórz zaimpl* напиш* напиши создай "
            + "сделай реализ* сгенер* створ* yaz yazın oluştur* buatlah buat tulis tuliskan viết tạo skriv skapa napiš vytvoř* 编写 編寫 写一 写个 "
            + "創建 创建 生成 实现 實現 开发 書い 作成 作っ 実装 작성 만들 구현 생성 اكتب أنشئ लिखें लिखो बनाएं بنویس ایجاد"),
        (Concept.Add, "add adds adding include insert append introduce support allow enable extend ajout* agreg* añade añadir adicio* aggiu* hinzu* füge "
            + "toevo* dodaj добав* додай ekle tambah* thêm lägg přidej 添加 增加 追加 추가 أضف जोड़ें"),
        (Concept.Code, "function functions method methods class classes code codebase snippet script scripts program programs algorithm api endpoint "
            + "component module library package loop array string strings integer list tuple dictionary regex regexp variable parameter return returns "
            + "recursive struct interface type types field decorator hook middleware query app website page backend frontend server cli bot parser "
            + "funkt* funktion klasse fonct* funci* função funções funzi* functie klasa funkcj* kod kodu koda código codigo codice programm* progra* função "
            + "функц* скрипт* код кода программ* fonksi* işlev fungsi hàm program* metod* třída 函数 函數 代码 代碼 程序 脚本 类型 方法 算法 関数 コー "
            + "クラ プロ 함수 코드 클래 프로 스크 دالة كود برنامج फ़ंक्शन कोड प्रोग्राम تابع کد"),
        (Concept.Language, "python javascript typescript java rust golang go csharp cpp c ruby php swift kotlin scala sql bash powershell perl lua "
            + "haskell elixir clojure dart r julia matlab html css react vue angular svelte node nodejs django flask spring rails dotnet pandas numpy "
            + "terraform ansible dockerfile yaml json graphql postgres mysql mongodb redis latex excel vba solidity assembly"),
        (Concept.Shell, "file files directory directories folder folders path paths recursively delete copy move rename list permission permissions owner "
            + "process processes kill disk archive compress extract zip tar grep find sort lines line column ssh git branch remote docker container pod "
            + "pods deployment namespace kubectl kubernetes helm service port log logs command terminal shell bash linux user users package install "
            + "print display current home root size modified extension symlink stdin stdout input datei* dateien verzei* ordner fichi* dossi* archiv* "
            + "carpet* direct* arquiv* pasta carte* bestan* map plik pliki katal* файл файла файлы файлы катал* папка папку папки dosya* dizin* "
            + "berkas* direkt* tệp thư mục "
            + "filer mapp soubor* složk* 文件 目录 檔案 資料 文件 フォ ファ ディ 파일 디렉 폴더 ملف ملفات مجلد फ़ाइल फाइल निर्देशिका فایل pesan "
            + "installiert installiere paket pakete befehl befehle zeile zeilen prozess prozesse dienst löscht listet kopiert "
            + "container branch installe paquet paquets commande commandes ligne lignes processus serveur répertoire conteneur "
            + "conteneurs branche paquete paquetes comando comandos línea líneas proceso procesos servidor servicio contenedor "
            + "contenedores rama pacote pacotes linha linhas serviço contêiner contêineres pacchetto pacchetti riga righe comando "
            + "servizio cartella pakket pakketten opdracht regel regels proces processen pakiet pakiety polecenie wiersz linie "
            + "proces procesy usług* kontener gałęzi пакет пакеты пакета команд* строк* процес* служб* контей* ветк* сервер* файли "
            + "каталозі теці команда рядк* пакунок пакунки paket paketi komut komutu satır işlem sunucu perintah baris proses "
            + "paket layanan lệnh dòng tiến gói máy chủ paket rader kommando process balíček příkaz řádk* proces 命令 端口 进程 容器 仓库 分支 "
            + "目录 壓縮 压缩 服务 指令 進程 連接 コマ パッ コン プロセ ブラ リポ 명령 패키 컨테 프로세 디렉 서버 저장 حزمة أمر سطر خادم عملية حاوية पैकेज कमांड पंक्ति "
            + "सर्वर प्रक्रिया बسته دستور پوشه شاخه αρχείο αρχεία φακέλου εντολή πακέτο fișier fișiere pachet comandă fil mappe "
            + "pakke kommando tiedosto paketti fájl csomag கோப்பு கோப்பை கோப்புகளை கட்டளை ไฟล์ โฟลเดอร์ คำสั่ง קובץ קבצים תיקייה "
            + "ফাইল ফোল্ডার"),
        (Concept.Data, "table tables row rows column columns select join database customers orders employees sales revenue average per group each "
            + "records query queries total number names dates sorted descending ascending top highest lowest tabelle daten tabla datos tableau données "
            + "tabella dati таблиц* данных 数据 表格 データ 데이 테이"),
        (Concept.Documentation, "docstring docstrings javadoc jsdoc doc docs document documentation comment comments documenting readme commenter "
            + "dokum* docum* коммен* 注释 文档 コメ 주석 문서 تعليق"),
        (Concept.Commit, "commit commits changelog message messages subject conventional release notes title squash 提交 コミ 커밋"),
        (Concept.Creative, "story stories poem poems poetry haiku song lyrics essay blog article post novel joke email e-mail letter tweet slogan caption "
            + "headline tagline speech script screenplay recipe itinerary resume cover advertisement marketing newsletter invitation toast limerick "
            + "dialogue character plot creative brainstorm ideas names gedich* geschi* poème histoi* lettre poema histor* cuento carta correo e-mail "
            + "poesia storia lettera gedicht verhaal brief wiersz opowia* стих стихи рассказ* письмо şiir hikaye mektup puisi cerita surat thơ truyện "
            + "dikt berättelse báseň příběh 故事 诗歌 写诗 文章 邮件 作文 物語 メー 作詞 이야 편지 에세 قصة قصيدة رسالة कहानी कविता पत्र داستان شعر"),
        (Concept.Role, "act pretend roleplay persona imagine assume expert simulate play role character interviewer therapist coach actúa agis handel "
            + "spiel act as 扮演 充当 角色 あな 역할"),
        (Concept.Classify, "classify classifies categorize categorise category label sentiment positive negative neutral spam toxic detect identify "
            + "determine decide whether following tag intent topic klassi* clasif* classif* 分类 情感 分類 분류 صنف"),
        (Concept.Extract, "extract extraction keywords keyword entities entity names phone addresses list json csv fields parse bullet points format table "
            + "markdown extra* extrah* 提取 抽取 抽出 추출 استخرج"),
        (Concept.Reword, "rephrase paraphrase reword rewrite proofread grammar spelling tone formal informal polite professional style simplify edit "
            + "grammatical punctuation sentence ambiguous fluent umform* reform* reescr* parafr* 改写 润色 语法 校正 添削 교정 أعد"),
        (Concept.Device, "set remind reminder alarm timer play song music playlist volume turn lights light lamp tv call dial text schedule meeting "
            + "calendar weather forecast temperature thermostat navigate directions traffic podcast radio album artist mute pause skip snooze wake lock "
            + "unlock open close switch brightness vacuum heating spiele wecker licht joue allume réveil pon alarma música luces toca acenda despertador "
            + "riproduci accendi sveglia speel zet wekker zagraj włącz budzik включи поставь будильник çal aç alarm kur putar nyalakan bật phát spela "
            + "tänd 播放 闹钟 打开 关闭 提醒 天气 音楽 かけ アラ 天気 틀어 켜줘 알람 날씨 شغل أغنية منبه बजाओ अलार्म पخش زنگ"),
        (Concept.Purchase, "book reserve reservation order buy purchase flight flights hotel restaurant ticket tickets ride taxi uber table delivery cancel "
            + "recipe rent car movie movies show cinema theater near nearby shopping cart deliver food pizza"),
        (Concept.Account, "card account bank balance payment payments transfer transaction transactions refund charge charged fee fees pin atm cash "
            + "money statement bill bills credit debit pay paid loan interest rate apr mortgage direct deposit currency exchange salary tax taxes "
            + "insurance subscription invoice limit top-up topup verify identity passport virtual disposable atm"),
        (Concept.Who, "who whom whose when where which year born died founded invented discovered capital president king queen country city river mountain "
            + "album actor actress film series season episode wrote played won world war wer wann wo welche qui quand où quién cuándo dónde quem quando "
            + "onde chi quando dove wie wanneer waar kto kiedy gdzie кто когда где kim ne zaman nerede siapa kapan dimana ai khi nào vem när var kdo "
            + "kdy kde 谁是 何时 哪里 哪个 誰が いつ どこ 누구 언제 어디 من متى أين कौन कब कहाँ چه کسی"),
        (Concept.What, "what what's whats was quel quelle qué cuál qual que cosa wat co czym что какой какая ne nedir apa gì vad co 什么 什麼 何で なに 무엇 뭐야 "
            + "무슨 ما ماذا क्या چیست"),
        (Concept.How, "how wie comment cómo como come hoe jak как nasıl bagaimana làm sao hur 如何 怎么 怎麼 どう 어떻 كيف कैसे چگونه"),
        (Concept.Why, "why warum wieso pourquoi por porque perché waarom dlaczego почему зачем neden niçin mengapa kenapa tại varför proč 为什 為什 なぜ 왜 "
            + "لماذا क्यों چرا"),
        (Concept.You, "you your you're youre yourself yours u ur du dich dir dein deine ihr sie tu toi te vous votre tú ti usted eres tienes você voce "
            + "teu sua seu tuo tua sei hai jij je jou jouw bent ty twój jesteś masz ты тебя тебе твой вы ви ти тебе sen senin seni musun misin mısın kamu "
            + "anda bạn dig din är ty tvůj jsi 你是 你会 你有 你喜 你能 你的 您是 あな 君は 당신 너는 넌 네가 أنت انت तुम आप तू تو شما তুমি তোমার আপনি"),
        (Concept.Me, "i i'm im me my mine myself we our ich mich mir mein meine je moi mon ma mes yo mi mis mí eu meu minha io mio mia ik mij mijn ja mnie "
            + "mój я меня мне мой ben benim bana saya aku tôi jag mig min já můj 我是 我的 我想 我喜 私は 私の 僕は 俺は 나는 저는 내가 난 أنا मैं मेरा من আমি আমার"),
        (Concept.Greeting, "hi hello hey howdy greetings morning afternoon evening goodnight night bye goodbye cya later thanks thank welcome sup yo hiya "
            + "cheers sorry okay ok cool great nice wow lol haha hallo guten tschüss danke bonjour salut merci bonsoir hola gracias adiós buenos buenas "
            + "olá oi obrigado obrigada tchau bom boa ciao grazie buongiorno arrivederci dag dank hoi doei cześć dzięki dzień dobry привет спасибо "
            + "здравс* пока вітаю дякую merhaba selam teşekk* günaydın halo terima kasih selamat xin chào cảm ơn hej tack ahoj děkuji dobrý 你好 您好 谢谢 再见 "
            + "早上 こん おは あり さよ 안녕 고마 감사 반가 مرحبا شكرا سلام नमस्ते धन्यवाद ممنون হ্যালো ধন্যবাদ שלום תודה"),
        (Concept.Feeling, "love loves like likes hate happy sad bored boring lonely tired angry hungry afraid scared friend friends friendship marry married "
            + "girlfriend boyfriend date dating funny joke jokes laugh smart stupid dumb beautiful ugly human robot bot ai alive real feel feelings "
            + "feeling think believe dream god religion age old birthday hobby hobbies favorite favourite pet pets personality gossip life amo amas "
            + "quiero liebe liebst magst aime aimes gosta ama ami houdt hou kocham lubisz люблю любишь seviyor cinta suka yêu thích gillar älskar "
            + "喜欢 爱我 无聊 开心 朋友 机器 好き 友達 嫌い 좋아 사랑 친구 심심 أحب प्यार पसंद دوست عشق"),
        (Concept.Quantity, "many much total each per more less fewer twice half times every remaining left cost costs percent altogether dollars hours "
            + "minutes days weeks apples sold bought spent earns pays wieviel wie viele combien cuántos cuántas quantos quanti hoeveel ile сколько "
            + "скільки kaç berapa bao nhiêu hur många kolik 多少 几个 いく 何個 얼마 몇 كم कितने"),
        (Concept.Calculate, "calculate compute solve equation polynomial triangle probability prove integer integers sum product ratio average area volume "
            + "perimeter angle circle prime modulo remainder divisible value values find maximum minimum speed distance interest profit train tank pipe "
            + "ways arrangement permutation digits berech* calcul* calcu* résou* hesapla hitung tính beräkna wylicz oblicz вычисл* посчит* 计算 求解 計算 "
            + "계산 احسب गणना"),
        (Concept.Logic, "premise premises conclusion conclude true false uncertain infer inference entail entails entailment contradiction puzzle riddle "
            + "logic logical logically therefore implies follows knights knaves liar statement statements hypothesis deduce reasoning grid maze board "
            + "moves sequence pattern next missing valid step"),
        (Concept.Output, "output outputs print prints printed evaluates evaluate logged logs result results returned happens executed running predict ausgabe "
            + "ausgegeben gibt sortie affiche salida imprime saída uitvoer wynik вывод выведет выводит виведе çıktı çıktısı keluaran hasil kết utskrift "
            + "výstup ieșirea ispis console выводе виході консолі konsol konsole affichera afichera imprimirá resultado résultat ergebnis risultato "
            + "resultaat resultat rezultat rezultati результат результатом sonuç izlaz izlazu έξοδος αποτέλ* ผลลัพธ์ kimenet 输出 打印 出力 表示 출력 "
            + "결과 الناتج ناتج مخرجات आउटपुट خروجی"),
        (Concept.Agent, "agent agents autonomous tool tools environment browser action actions observation observe objective goal accomplish steps "
            + "workspace repository repo sandbox interact interactive execute submit task tasks plan invoke available functions assistant policy "
            + "pull request branch codebase implement resolve end-to-end deploy run verify"),
        (Concept.App, "app application phone contact contacts sms wifi bluetooth notification screenshot clipboard settings tab click scroll page site website "
            + "url url: login search form post forum gitlab reddit map spreadsheet calendar event note recipe expense playlist download upload"),
        (Concept.Passage, "passage context paragraph article following text above below given based according document excerpt read question answer answers "
            + "answering refer mentioned information background 文章 下文 文中 次の 다음 본문"),
        (Concept.Choice, "choose option options correct multiple choice following select answer letter a b c d 选项 选择 選択 보기"),
        (Concept.Change, "diff pr pull request changes change changed hunk hunks patch merge commit commits line lines unified before after new old file "
            + "unidiff 差分 变更 변경"),
        (Concept.Quality, "readability performance maintainability practices best security smells smell vulnerabilities potential issues clarity robustness "
            + "efficiency edge cases style naming complexity quality critical constructive concise"),
        (Concept.Structure, "implementation mechanism architecture design pattern abstract base inheritance instance initialization lifecycle behavior behaviour "
            + "handle handles handling internally delegate responsible flow relationship dependency dependencies interact purpose role defined located "
            + "where which module"),
        (Concept.Complete, "complete completes completion autocomplete continue fill finish rest missing cursor suffix prefix middle insert todo vervol* "
            + "compl* 补全 完成 続き 완성"),
        (Concept.Markup, "html css svg button div color background layout responsive landing ui ux chart plot graph image picture canvas style theme"),
        (Concept.Web, "search google online internet latest news today current price website link browse lookup"),
        (Concept.Text, "text sentence sentences paragraph paragraphs word words essay article passage document transcript meeting conversation dialogue review "
            + "abstract paper notes email texte texto testo tekst текст metin teks văn 文本 文章 段落 テキ 텍스 نص पाठ متن"),
        (Concept.Find, "find locate search look where identify get fetch retrieve list count suche trouve encont* busca cerca zoek znajdź найди найти bul "
            + "cari tìm hitta najdi 查找 寻找 搜索 検索 찾아 ابحث खोज پیدا"),
        (Concept.Show, "show display view see print tell open zeige zeig montre affic* muest* mostr* toon pokaż показ* göster tampil* hiển visa zobraz* 显示 "
            + "查看 列出 表示 보여 표시 اعرض दिखाएं نمایش"),
        (Concept.Remove, "remove delete removes drop clear strip uninstall disable stop kill lösche löschen suppr* elimi* apaga remov* rimuov* verwij* usuń "
            + "удали* sil kaldır hapus xóa ta radera smaž smazat 删除 移除 削除 삭제 احذف हटाएं حذف"),
        (Concept.Please, "please pls plz kindly can could would help helfen bitte s'il aide por favor ayuda ajuda per alsjeblieft proszę пожал* lütfen tolong "
            + "mohon xin prosím 请你 帮我 帮忙 お願 くだ ください 주세 해줘 해주 من فضلك कृपया لطفا"),
        (Concept.Difference, "difference differences diff differ differs vs versus compare compared comparison advantage "
            + "advantages disadvantage disadvantages benefit benefits pros cons drawbacks tradeoffs unterschied unterschiede "
            + "vergleich vorteile nachteile différence différences avantages inconvénients diferencia diferencias ventajas "
            + "desventajas diferença diferenças vantagens desvantagens differenza differenze vantaggi svantaggi verschil "
            + "verschillen voordelen nadelen różnica różnice różni zalety wady разница разницу различ* отлич* преиму* недост* "
            + "різниця різницю відмін* перева* fark farkı farklar avantaj* perbed* keuntu* kelebi* khác nhau ưu điểm skillnad "
            + "skillnaden skillnader fördelar nackdelar rozdíl rozdíly výhody nevýhody razlika razlike razliku diferența diferențe "
            + "avantaje forskel forskellen forskjellen fordele fordeler erot különb* διαφορά διαφορές διαφορ* πλεονε* ความแตก* "
            + "atšķir* skirtum* 区别 差别 差異 优点 优缺 优势 區別 差别 違い 長所 利点 차이 장점 단점 الفرق فرق مزايا अंतर फायदे लाभ تفاوت مزایا الفروق"),
        (Concept.Technology, "browser browsers cookie cookies http https http2 websocket websockets cors rest soap grpc webhook "
            + "webhooks tcp udp dns tls ssl cdn oauth jwt thread threads concurrency parallelism mutex closure closures prototype "
            + "hoisting event loop bubbling delegation dom doctype viewport stylesheet stylesheets selector selectors selectors "
            + "flexbox semantic cache caching index indexes indices transaction acid nosql sharding replication compiler "
            + "interpreter bytecode garbage collector heap stack recursion polymorphism inheritance encapsulation abstraction oop "
            + "solid singleton microservice microservices monolith serverless kafka rabbitmq redis blockchain encryption hash "
            + "hashing algorithm algorithms framework frameworks kernel scheduler virtualization middleware orm monad immutable "
            + "asynchronous synchronous async prozess thread-pool schnittstelle polymorphie vererbung nebenläufigkeit héritage "
            + "polymorphisme processus herencia polimorfismo hilo hilos proceso herança processo polimorfizm dziedziczenie wątek "
            + "наследование полиморфизм инкапсуляция поток процесс замыкание браузер браузере сервер алгоритм 浏览器 线程 进程 闭包 继承 多态 "
            + "协议 索引 缓存 区块 瀏覽 ブラ スレ プロセ 継承 索引 브라우 스레 프로토 상속 캐시 인덱"),
        (Concept.Example, "example examples e.g beispiel beispiele beispielsweise exemple exemples ejemplo ejemplos exemplo "
            + "exemplos esempio voorbeeld bijvoorbeeld przykład przykładzie например пример приклад örnek örneğin mesela contoh ví "
            + "dụ exempel exempelvis příklad například eksempel példa esimerkki παράδε* exemplu 例如 例子 示例 举例 範例 例え 例： 예시 예제 예를 مثال "
            + "उदाहरण مثلا"),
    ];

    private static readonly uint[] Keys = new uint[Size];
    private static readonly byte[] Values = new byte[Size];

    /// <summary>A bit of each key: most words of a text are found here to have no concept.</summary>
    private static readonly ulong[] Filter = new ulong[FilterBits / 64];

    static ConceptWords()
    {
        foreach (var (concept, words) in Lists)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(word[^1] == '*' ? StemHash(WordHash.Of(word[..Math.Min(LongStem, word.Length - 1)])) : WordHash.Of(word), concept);
            }
        }
    }

    /// <summary>The concept of a word; a word listed twice has the one listed first.</summary>
    public static Concept Find(uint hash)
    {
        var bit = FilterBitOf(hash);
        return (Filter[bit >> 6] >> (bit & 63) & 1) == 0 ? Concept.None : FindKey(hash);
    }

    private static Concept FindKey(uint hash)
    {
        for (var slot = SlotOf(hash); Keys[slot] != 0; slot = (slot + 1) & (Size - 1))
        {
            if (Keys[slot] == hash)
            {
                return (Concept)Values[slot];
            }
        }

        return Concept.None;
    }

    /// <param name="beginning">The hash of a word's beginning.</param>
    public static Concept FindStem(uint beginning) => Find(StemHash(beginning));

    /// <summary>The concept of the first word of a line.</summary>
    public static Concept OfFirst(ReadOnlySpan<char> line)
    {
        var hash = WordHash.Start;
        uint shortStem = 0, longStem = 0;
        var length = 0;
        for (; length < line.Length && char.IsLetter(line[length]); length++)
        {
            hash = WordHash.Add(hash, char.ToLowerInvariant(line[length]));
            shortStem = length == ShortStem - 1 ? hash : shortStem;
            longStem = length == LongStem - 1 ? hash : longStem;
        }

        var concept = Find(hash);
        concept = concept == Concept.None && length >= ShortStem ? FindStem(shortStem) : concept;
        return concept == Concept.None && length >= LongStem ? FindStem(longStem) : concept;
    }

    private static uint StemHash(uint beginning) => WordHash.Add(beginning, '*');

    private static void Add(uint hash, Concept concept)
    {
        var slot = SlotOf(hash);
        while (Keys[slot] != 0 && Keys[slot] != hash)
        {
            slot = (slot + 1) & (Size - 1);
        }

        if (Keys[slot] == 0)
        {
            (Keys[slot], Values[slot]) = (hash, (byte)concept);
            var bit = FilterBitOf(hash);
            Filter[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    private static int FilterBitOf(uint hash) => (int)((hash * 0x9E3779B1) / (uint)((1UL << 32) / FilterBits));

    private static uint SlotOf(uint hash) => (hash ^ (hash >> 15)) & (Size - 1);
}
