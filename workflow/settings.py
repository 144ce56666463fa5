"""Every setting there is: environment variables with the prefix MALHJULET_, read once, typed."""

from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set. A wrong value stops the start with a sentence that names the variable."""

    model_config = SettingsConfigDict(env_prefix="MALHJULET_", env_file=".env", extra="ignore")

    database_url: str = Field("sqlite:///instance/malhjulet.db", description="Where the data is.")
    database_clock: str = Field(
        "same", pattern="^(same|own)$",
        description="“own” where the database's server is another machine, whose clock tells an outage from a wrong clock.",
    )  # fmt: skip
    secret_key: str = Field("", description="Signs sessions and forms; at least 32 characters in production.")
    base_url: str = Field(
        "http://127.0.0.1:8000", pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$",
        description="The address that people reach us at.",
    )  # fmt: skip
    behind_proxy: bool = Field(False, description="Trust one reverse proxy's headers.")
    smtp_url: str = Field(
        "", description="The mail relay: smtp://user:password@host:587?starttls=1, or smtps://host:465."
    )
    smtp_oauth_token_url: str = Field(
        "", description="Where tokens for the relay come from (OAuth 2.0, client credentials)."
    )
    smtp_oauth_client_id: str = Field("", description="Who we are at the token endpoint.")
    smtp_oauth_client_secret: str = Field("", description="The secret that goes with it.")
    smtp_oauth_scope: str = Field(
        "https://outlook.office365.com/.default",
        description="What the token is for; Exchange Online's, if nothing is said.",
    )
    mail_from: str = Field("", description="Whom letters are from: Målhjulet <malhjulet@kommunen.se>.")
    mail_rate: float = Field(10.0, gt=0, description="Letters a second that the relay may be given.")
    timezone: str = Field("Europe/Stockholm", pattern="^Europe/Stockholm$", description="Days are Swedish: no other.")
    language: str = Field("sv", pattern="^(sv|en)$", description="The language of what nobody has chosen one for.")


@lru_cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
