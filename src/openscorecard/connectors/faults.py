"""What can be wrong with a source, in sentences for who looks after it."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class SourceFault(Fault):
    """A source that cannot be read, or not believed; the figures stay as they were."""

    code = "source-fault"
    zh = "來源 {source} 無法讀取：{reason}；現有的數字沒有變動。"
    en = "The source {source} cannot be read: {reason}; the figures are as they were."


class SourceUnreachable(SourceFault):
    """Nothing answers where the source should be."""

    code = "source-unreachable"
    zh = "連不到 {source}：{reason}；請檢查位址與網路，稍後再試。現有的數字沒有變動。"
    en = "{source} cannot be reached: {reason}; check address and network, and try later. The figures are as they were."


class SourceRefused(SourceFault):
    """The source answers, but not to us."""

    code = "source-refused"
    zh = "{source} 拒絕存取：{reason}；請檢查帳號、密碼或金鑰與其權限。現有的數字沒有變動。"
    en = "{source} refuses access: {reason}; check account, secret and rights. The figures are as they were."


class SourceTooSlow(SourceFault):
    """The source did not end within its time."""

    code = "source-too-slow"
    zh = "{source} 在 {seconds} 秒內沒有回應完畢；請稍後再試或縮短期間。現有的數字沒有變動。"
    en = "{source} did not end within {seconds} s; try later, or a shorter period. The figures are as they were."


class SourceTooLarge(SourceFault):
    """The source sends more than is taken."""

    code = "source-too-large"
    zh = "{source} 送來超過 {limit} MB；請縮短期間或改用檔案匯入。現有的數字沒有變動。"
    en = "{source} sends more than {limit} MB; take a shorter period, or import files. The figures are as they were."


class SourceIncomplete(SourceFault):
    """The source ended before what it had announced."""

    code = "source-incomplete"
    zh = "{source} 宣稱有 {told}，實際送來 {got}；沒有存入，請稍後再試。"
    en = "{source} announced {told} and sent {got}; nothing was stored. Try again later."


class SourceChanged(SourceFault):
    """The source no longer has what its settings name."""

    code = "source-changed"
    zh = "{source} 已沒有「{missing}」，可能改版；請更新來源的欄位對應。現有的數字沒有變動。"
    en = "{source} no longer has “{missing}”; it may have changed. Map its columns anew. The figures are as they were."


class UnfitSource(SourceFault):
    """Settings that no source can be reached by."""

    code = "unfit-source"
    zh = "來源設定 {item} 不可用：{reason}；請更正。"
    en = "The source setting {item} cannot be used: {reason}; correct it."


class SourceNotReady(SourceFault):
    """The source has the figures, or will have them, but not now."""

    code = "source-not-ready"
    zh = "{source} 還沒準備好：{reason}；請稍後再試。現有的數字沒有變動。"
    en = "{source} is not ready: {reason}; try again later. The figures are as they were."


class SourceEmpty(SourceFault):
    """A table that should hold everything holds nothing."""

    code = "source-empty"
    zh = "{source} 的「{table}」沒有任何資料列；這會清空現有資料，所以沒有存入。請確認來源。"
    en = "“{table}” of {source} has no row; that would empty what is there, so nothing was stored. Look at the source."


class SourceRedirects(SourceFault):
    """The source sends us to another address, which is never followed."""

    code = "source-redirects"
    zh = "{source} 轉址到 {place}；系統不跟隨轉址，請把來源改成最後的位址。"
    en = "{source} redirects to {place}; redirects are not followed. Enter the final address."


class HostNotListed(SourceFault):
    """An address outside the list of hosts that sources may be reached at."""

    code = "host-not-listed"
    zh = "{host} 不在允許連線的主機清單內；請管理者把它加入 OPENSCORECARD_SOURCE_HOSTS 後重新啟動。"
    en = "{host} is not on the list of hosts to be reached; have it added to OPENSCORECARD_SOURCE_HOSTS and restart."


class PrivateAddress(SourceFault):
    """A name that leads into a private network nobody opened."""

    code = "private-address"
    zh = "{host} 指向內部位址 {address}，未經允許；確實要連線時，請把這個位址加入 OPENSCORECARD_SOURCE_HOSTS。"
    en = "{host} leads to the private address {address}; where that is meant, add it to OPENSCORECARD_SOURCE_HOSTS."


class FolderNotListed(SourceFault):
    """A folder outside those that sources may read."""

    code = "folder-not-listed"
    zh = "資料夾 {folder} 不在允許讀取的清單內；請把檔案放到 {allowed}，或加入 OPENSCORECARD_SOURCE_FOLDERS。"
    en = "The folder {folder} may not be read; put files below {allowed}, or add it to OPENSCORECARD_SOURCE_FOLDERS."


class DriverMissing(SourceFault):
    """A kind of database whose driver is not installed."""

    code = "driver-missing"
    zh = "讀取 {system} 需要套件 {package}；請安裝後再試。"
    en = "Reading {system} needs the package {package}; install it and try again."
